-- Campaigns with both visits from mobile devices and purchases in the United States: visits, and revenue.
-- pathology: D10
WITH visits AS (
  SELECT campaign_id, COUNT(*) AS hits, COUNT(DISTINCT user_id) AS visitors
  FROM events
  WHERE device = 'mobile' AND campaign_id IS NOT NULL
  GROUP BY campaign_id
), sales AS (
  SELECT e.campaign_id, SUM(e.revenue) AS revenue
  FROM events e JOIN users u ON u.user_id = e.user_id
  WHERE e.event_type = 'purchase' AND u.country = 'US' AND u.plan = 'pro'
  GROUP BY e.campaign_id
)
SELECT v.campaign_id, v.hits, v.visitors, s.revenue
FROM visits v JOIN sales s ON s.campaign_id = v.campaign_id
ORDER BY v.campaign_id
