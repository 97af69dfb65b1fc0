-- Revenue and events by plan, country, referrer and year of birth of the user.
-- pathology: D7
SELECT u.plan, u.country, u.referrer, u.birth_year, SUM(e.revenue) AS revenue, COUNT(*) AS events, MAX(e.event_ts) AS last_ts
FROM events e
JOIN users u ON u.user_id = e.user_id
GROUP BY u.plan, u.country, u.referrer, u.birth_year
ORDER BY events DESC, last_ts DESC, u.plan, u.country, u.referrer, u.birth_year
