-- Model A: how many sessions has each user a day? A pause of more than 30 minutes starts a session.
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
  SELECT user_id, session_id, MIN(event_time) AS session_start, COUNT(*) AS events_in_session
  FROM sessions
  GROUP BY user_id, session_id
)
SELECT user_id, DATE_TRUNC('day', session_start) AS session_day, COUNT(*) AS session_count,
       AVG(events_in_session) AS avg_events
FROM session_summary
GROUP BY user_id, DATE_TRUNC('day', session_start)
ORDER BY user_id, session_day
