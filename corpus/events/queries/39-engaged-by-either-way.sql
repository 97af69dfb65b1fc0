-- Users who paid in April or filled a cart on a desktop in March, by plan.
-- pathology: D13
SELECT u.plan, COUNT(*) AS engaged
FROM users u
WHERE EXISTS (SELECT 1 FROM events e WHERE e.user_id = u.user_id AND e.event_type = 'purchase' AND e.event_date >= '2024-04-20')
   OR EXISTS (SELECT 1 FROM events e WHERE e.user_id = u.user_id AND e.event_type = 'add_to_cart'
              AND e.device = 'desktop' AND e.event_date <= '2024-03-07')
GROUP BY u.plan
ORDER BY u.plan
