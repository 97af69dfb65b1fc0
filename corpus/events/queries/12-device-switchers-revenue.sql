-- Revenue of the days on which a user came with more than one device.
-- pathology: D1
WITH switches AS (
  SELECT a.user_id AS uid, a.event_date AS day
  FROM events a, events b
  WHERE a.user_id = b.user_id
    AND a.event_date = b.event_date
    AND a.device <> b.device
)
SELECT e.country, COUNT(*) AS purchases, SUM(e.revenue) AS revenue
FROM events e
WHERE e.event_type = 'purchase'
  AND e.event_date BETWEEN '2024-03-20' AND '2024-03-31'
  AND (e.user_id, e.event_date) IN (SELECT uid, day FROM switches)
GROUP BY e.country
ORDER BY purchases DESC, e.country
