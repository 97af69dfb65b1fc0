-- All countries seen, by residence or by visit.
-- pathology: none
SELECT country FROM users WHERE country IS NOT NULL
UNION
SELECT country FROM events WHERE country IS NOT NULL
ORDER BY country
