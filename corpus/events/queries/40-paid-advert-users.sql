-- Purchases of users who came by an advert, under campaigns with a known cost.
-- pathology: D15
SELECT u.plan, c.channel, COUNT(*) AS purchases, SUM(e.revenue) AS revenue
FROM events e
LEFT JOIN users u ON u.user_id = e.user_id
LEFT JOIN campaigns c ON c.campaign_id = e.campaign_id
WHERE e.event_type = 'purchase'
  AND u.referrer = 'advert'
  AND c.daily_cost BETWEEN 10 AND 400
GROUP BY u.plan, c.channel
ORDER BY u.plan, c.channel
