-- Users with a refund, by country and how they found us.
-- pathology: S2
SELECT u.country, u.referrer, COUNT(*) AS refunded_users
FROM users u
WHERE EXISTS (SELECT 1 FROM events e WHERE e.user_id = u.user_id AND e.event_type = 'refund' AND e.revenue < -5)
GROUP BY u.country, u.referrer
ORDER BY refunded_users DESC, u.country, u.referrer
