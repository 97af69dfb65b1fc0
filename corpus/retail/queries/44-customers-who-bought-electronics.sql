-- Which customers of the East ever bought electronics by phone?
-- pathology: D22
SELECT DISTINCT c.customer_id, c.first_name, c.last_name, c.email
FROM customers c
JOIN sales s ON s.customer_id = c.customer_id
JOIN items i ON i.item_id = s.item_id
WHERE i.category = 'Electronics'
  AND c.region = 'East'
  AND s.channel = 'phone'
ORDER BY c.customer_id
