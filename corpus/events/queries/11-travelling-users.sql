-- Which users appeared in two countries on one day, with their plan?
-- pathology: D1
SELECT u.user_id, u.plan, u.country
FROM users u
WHERE u.plan = 'pro'
  AND EXISTS (SELECT 1
              FROM events a
              JOIN events b ON b.user_id = a.user_id AND b.event_date = a.event_date AND b.country <> a.country
              WHERE a.user_id = u.user_id)
ORDER BY u.user_id
