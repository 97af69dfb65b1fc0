-- The last event of each pro user: what were they doing?
-- pathology: S1, D21
SELECT u.user_id, e.event_id, e.event_type, e.url
FROM users u
JOIN events e ON e.user_id = u.user_id
WHERE u.plan = 'pro'
  AND e.event_id = (SELECT MAX(l.event_id) FROM events l WHERE l.user_id = u.user_id)
ORDER BY u.user_id
