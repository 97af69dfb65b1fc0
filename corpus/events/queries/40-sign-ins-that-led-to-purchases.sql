-- Sign-ins by device that led to purchases on the same day under an e-mail campaign.
-- pathology: D15
SELECT e.device, COUNT(*) AS purchases, SUM(p.revenue) AS revenue
FROM events e
LEFT JOIN events p ON p.user_id = e.user_id AND p.event_date = e.event_date AND p.event_type = 'purchase'
JOIN campaigns c ON c.campaign_id = p.campaign_id
WHERE e.event_type = 'sign_in'
  AND c.channel = 'email'
GROUP BY e.device
ORDER BY e.device
