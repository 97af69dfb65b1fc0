-- Model B with the device as a further dimension.
-- pathology: none
WITH event_gaps AS (
  SELECT user_id, event_id, event_ts, country, device, revenue,
         LAG(event_ts) OVER (PARTITION BY user_id ORDER BY event_ts, event_id) AS previous_ts
  FROM events
  WHERE user_id IS NOT NULL
),
sessions AS (
  SELECT user_id, country, device, revenue, event_ts,
         SUM(CASE WHEN previous_ts IS NULL OR event_ts - previous_ts > 1800 THEN 1 ELSE 0 END)
           OVER (PARTITION BY user_id ORDER BY event_ts, event_id ROWS UNBOUNDED PRECEDING) AS session_id
  FROM event_gaps
),
session_summary AS (
  SELECT user_id, session_id, MIN(country) AS session_country, MIN(device) AS session_device,
         COUNT(*) AS events_in_session, SUM(revenue) AS session_revenue, MAX(event_ts) - MIN(event_ts) AS seconds
  FROM sessions
  GROUP BY user_id, session_id
)
SELECT session_country, session_device, COUNT(*) AS session_count, AVG(events_in_session) AS avg_events,
       SUM(session_revenue) AS revenue, MAX(seconds) AS longest
FROM session_summary
GROUP BY session_country, session_device
ORDER BY session_count DESC, session_country, session_device
