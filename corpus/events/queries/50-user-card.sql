-- Cards of the pro users of Brazil: events, purchases, spend, last seen.
-- pathology: D24, S10
SELECT u.user_id, u.handle,
       (SELECT COUNT(*) FROM events e WHERE e.user_id = u.user_id) AS events,
       (SELECT COUNT(*) FROM events e WHERE e.user_id = u.user_id AND e.event_type = 'purchase') AS purchases,
       (SELECT SUM(e.revenue) FROM events e WHERE e.user_id = u.user_id) AS spent,
       (SELECT MAX(e.event_time) FROM events e WHERE e.user_id = u.user_id) AS last_seen
FROM users u
WHERE u.plan = 'pro' AND u.country = 'BR'
ORDER BY u.user_id
