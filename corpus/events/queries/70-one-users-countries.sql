-- Hits of one user on days with two countries.
-- pathology: none
SELECT COUNT(*) AS hits
FROM events a
WHERE a.user_id = 18
  AND a.event_date <= '2024-03-12'
  AND EXISTS (SELECT 1 FROM events b WHERE b.user_id = a.user_id AND b.event_date = a.event_date AND b.country <> a.country)
