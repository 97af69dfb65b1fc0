-- Model C for mobile devices only, without common table expressions.
-- pathology: none
SELECT session_hour, COUNT(*) AS session_count, SUM(session_revenue) AS revenue
FROM (
  SELECT user_id, session_id, CAST((MIN(event_ts) % 86400 - MIN(event_ts) % 3600) / 3600 AS INTEGER) AS session_hour,
         SUM(revenue) AS session_revenue
  FROM (
    SELECT user_id, event_ts, revenue,
           SUM(new_session) OVER (PARTITION BY user_id ORDER BY event_ts, event_id ROWS UNBOUNDED PRECEDING) AS session_id
    FROM (
      SELECT user_id, event_id, event_ts, revenue,
             CASE WHEN event_ts - LAG(event_ts) OVER (PARTITION BY user_id ORDER BY event_ts, event_id) <= 1800
                  THEN 0 ELSE 1 END AS new_session
      FROM events
      WHERE device = 'mobile' AND user_id IS NOT NULL
    ) AS flagged
  ) AS numbered
  GROUP BY user_id, session_id
) AS summary
GROUP BY session_hour
ORDER BY session_hour
