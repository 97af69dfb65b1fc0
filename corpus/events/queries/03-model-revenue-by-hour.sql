-- Model C: revenue per session by the hour of the day at which the session began.
-- pathology: none
WITH event_gaps AS (
  SELECT user_id, event_id, event_time, country, revenue,
         event_time - LAG(event_time) OVER (PARTITION BY user_id ORDER BY event_time, event_id) AS gap
  FROM events
  WHERE user_id IS NOT NULL
),
sessions AS (
  SELECT user_id, event_id, event_time, country, revenue,
         SUM(CASE WHEN gap IS NULL OR gap > INTERVAL 30 MINUTE THEN 1 ELSE 0 END)
           OVER (PARTITION BY user_id ORDER BY event_time, event_id ROWS UNBOUNDED PRECEDING) AS session_id
  FROM event_gaps
),
session_summary AS (
  SELECT user_id, session_id, MIN(event_time) AS session_start, SUM(revenue) AS session_revenue
  FROM sessions
  GROUP BY user_id, session_id
)
SELECT EXTRACT(HOUR FROM session_start) AS session_hour, COUNT(*) AS session_count,
       SUM(session_revenue) AS revenue, SUM(session_revenue) / COUNT(*) AS revenue_per_session
FROM session_summary
GROUP BY EXTRACT(HOUR FROM session_start)
ORDER BY session_hour
