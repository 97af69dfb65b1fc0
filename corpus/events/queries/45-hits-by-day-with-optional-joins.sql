-- Hits by day of one type, from a model that always joins users and campaigns.
-- pathology: D20
SELECT e.event_date, COUNT(*) AS hits
FROM events e
LEFT JOIN users u ON u.user_id = e.user_id
LEFT JOIN campaigns c ON c.campaign_id = e.campaign_id
WHERE e.event_type = 'search'
GROUP BY e.event_date
ORDER BY e.event_date
