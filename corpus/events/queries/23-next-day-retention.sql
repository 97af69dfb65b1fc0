-- Of the users of each day, how many came back on the next?
-- pathology: none
WITH active AS (
  SELECT DISTINCT user_id, event_ts - event_ts % 86400 AS day_ts
  FROM events
  WHERE user_id IS NOT NULL
)
SELECT a.day_ts, COUNT(*) AS active_users, COUNT(b.user_id) AS retained_users
FROM active a
LEFT JOIN active b ON b.user_id = a.user_id AND b.day_ts = a.day_ts + 86400
GROUP BY a.day_ts
ORDER BY a.day_ts
