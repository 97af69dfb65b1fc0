-- Revenue and events by plan and country of the user.
-- pathology: D7
SELECT u.plan, u.country, SUM(e.revenue) AS revenue, COUNT(*) AS events, MAX(e.event_ts) AS last_ts
FROM events e
JOIN users u ON u.user_id = e.user_id
GROUP BY u.plan, u.country
ORDER BY revenue DESC, u.plan, u.country
