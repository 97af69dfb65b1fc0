-- Per country of the list: events that happened there or belong to a user who lives there.
-- pathology: D18, S8
WITH wanted AS (
  SELECT DISTINCT country FROM users WHERE country IN ('SE', 'NZ', 'PL', 'FR')
)
SELECT w.country, COUNT(*) AS hits
FROM wanted w
JOIN (SELECT e.country AS here, u.country AS home
      FROM events e JOIN users u ON u.user_id = e.user_id
      WHERE e.event_type = 'purchase') AS p
  ON p.here = w.country OR p.home = w.country
GROUP BY w.country
ORDER BY w.country
