-- What share of revenue per store comes from customers we know?
-- pathology: D20
SELECT s.store_id, SUM(s.net_paid) AS known_revenue
FROM sales s
JOIN customers c ON c.customer_id = s.customer_id
GROUP BY s.store_id
ORDER BY s.store_id
