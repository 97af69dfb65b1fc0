-- The hundred best customers of all time with their contact details.
-- pathology: D19
SELECT c.customer_id, c.first_name, c.last_name, c.email, c.city, c.segment, c.credit_limit,
       SUM(s.net_paid) AS revenue
FROM customers c
JOIN sales s ON s.customer_id = c.customer_id
GROUP BY c.customer_id, c.first_name, c.last_name, c.email, c.city, c.segment, c.credit_limit
ORDER BY revenue DESC, c.customer_id
LIMIT 100
