-- Revenue of each day by the plan of the buyer, as a cross table.
-- pathology: D6
SELECT e.event_date,
       SUM(CASE WHEN u.plan = 'free' THEN e.revenue END) AS free_revenue,
       SUM(CASE WHEN u.plan = 'basic' THEN e.revenue END) AS basic_revenue,
       SUM(CASE WHEN u.plan = 'pro' THEN e.revenue END) AS pro_revenue,
       SUM(CASE WHEN u.referrer = 'friend' THEN e.revenue END) AS from_friends
FROM events e, users u
WHERE u.user_id = e.user_id
GROUP BY e.event_date
ORDER BY e.event_date
