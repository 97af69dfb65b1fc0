-- Model B: session metrics by the country in which a session began.
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
  SELECT user_id, session_id, FIRST(country ORDER BY event_time, event_id) AS session_country,
         COUNT(*) AS events_in_session, SUM(revenue) AS session_revenue
  FROM sessions
  GROUP BY user_id, session_id
)
SELECT session_country, COUNT(*) AS session_count, AVG(events_in_session) AS avg_events,
       SUM(session_revenue) AS revenue
FROM session_summary
GROUP BY session_country
ORDER BY session_count DESC, session_country
