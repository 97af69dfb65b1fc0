-- Model B with a gap of sixty minutes.
-- pathology: none
WITH gaps AS (
  SELECT user_id, event_id, event_ts, country, revenue,
         LAG(event_ts) OVER (PARTITION BY user_id ORDER BY event_ts, event_id) AS previous_ts
  FROM events
  WHERE user_id IS NOT NULL
), sessions AS (
  SELECT user_id, event_id, event_ts, country, revenue,
         SUM(CASE WHEN previous_ts IS NULL OR event_ts - previous_ts > 3600 THEN 1 ELSE 0 END)
           OVER (PARTITION BY user_id ORDER BY event_ts, event_id ROWS UNBOUNDED PRECEDING) AS session_id
  FROM gaps
), firsts AS (
  SELECT user_id, session_id, revenue,
         FIRST_VALUE(country) OVER (PARTITION BY user_id, session_id ORDER BY event_ts, event_id) AS session_country
  FROM sessions
)
SELECT session_country, COUNT(*) AS session_count, AVG(events_in_session) AS avg_events, SUM(session_revenue) AS revenue
FROM (SELECT user_id, session_id, session_country, COUNT(*) AS events_in_session, SUM(revenue) AS session_revenue
      FROM firsts
      GROUP BY user_id, session_id, session_country) AS summary
GROUP BY session_country
ORDER BY session_count DESC, session_country
