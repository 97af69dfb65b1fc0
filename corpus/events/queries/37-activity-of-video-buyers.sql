-- Users who paid under a video campaign in April: their activity and what they paid.
-- pathology: D10
WITH activity AS (
  SELECT user_id, COUNT(*) AS hits, MAX(event_ts) - MIN(event_ts) AS seconds, COUNT(revenue) AS payments
  FROM events
  GROUP BY user_id
), paid AS (
  SELECT e.user_id, SUM(e.revenue) AS revenue
  FROM events e JOIN campaigns c ON c.campaign_id = e.campaign_id
  WHERE e.event_type = 'purchase' AND c.channel = 'video' AND e.event_date >= '2024-04-01'
  GROUP BY e.user_id
)
SELECT a.user_id, a.hits, a.seconds, a.payments, p.revenue
FROM activity a JOIN paid p ON p.user_id = a.user_id
ORDER BY a.user_id
