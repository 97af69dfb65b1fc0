-- One row of session figures: all sessions, bounced ones, long ones, and those with revenue.
-- pathology: none
WITH gaps AS (
  SELECT user_id, event_id, event_ts, revenue,
         LAG(event_ts) OVER (PARTITION BY user_id ORDER BY event_ts, event_id) AS previous_ts
  FROM events
  WHERE user_id IS NOT NULL
), sessions AS (
  SELECT user_id, event_ts, revenue,
         SUM(CASE WHEN previous_ts IS NULL OR event_ts - previous_ts > 1800 THEN 1 ELSE 0 END)
           OVER (PARTITION BY user_id ORDER BY event_ts, event_id ROWS UNBOUNDED PRECEDING) AS session_id
  FROM gaps
), summary AS (
  SELECT user_id, session_id, COUNT(*) AS hits, MAX(event_ts) - MIN(event_ts) AS seconds, SUM(revenue) AS revenue
  FROM sessions
  GROUP BY user_id, session_id
)
SELECT (SELECT COUNT(*) FROM summary) AS all_sessions,
       (SELECT COUNT(*) FROM summary WHERE hits = 1) AS bounced,
       (SELECT COUNT(*) FROM summary WHERE seconds > 1800) AS long_ones,
       (SELECT COUNT(*) FROM summary WHERE revenue > 0) AS paying
