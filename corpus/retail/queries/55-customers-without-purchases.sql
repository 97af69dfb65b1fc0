-- Customers of the North who have never bought anything.
-- pathology: S2
SELECT c.customer_id, c.email, c.signup_date
FROM customers c
WHERE c.region = 'North'
  AND NOT EXISTS (SELECT 1 FROM sales s WHERE s.customer_id = c.customer_id)
ORDER BY c.customer_id
