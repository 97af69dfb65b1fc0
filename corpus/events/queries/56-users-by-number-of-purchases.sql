-- How many users have made no, one, two ... purchases?
-- pathology: S12
SELECT purchases, COUNT(*) AS user_count
FROM (SELECT u.user_id, COUNT(e.event_id) AS purchases
      FROM users u LEFT JOIN events e ON e.user_id = u.user_id AND e.event_type = 'purchase'
      GROUP BY u.user_id) AS per_user
GROUP BY purchases
ORDER BY purchases
