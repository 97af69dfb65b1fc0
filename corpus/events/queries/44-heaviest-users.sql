-- The fifty most active users with their details.
-- pathology: D19
SELECT u.user_id, u.handle, u.country, u.plan, u.referrer, u.signup_time, COUNT(*) AS events, SUM(e.revenue) AS revenue
FROM users u
JOIN events e ON e.user_id = u.user_id
GROUP BY u.user_id, u.handle, u.country, u.plan, u.referrer, u.signup_time
ORDER BY events DESC, u.user_id
LIMIT 50
