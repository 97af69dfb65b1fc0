-- Customers by segment and region who bought on the web or by phone in the summer of 2023, and in a store in 2024.
-- pathology: D13
SELECT c.segment, c.region, COUNT(*) AS customer_count, AVG(c.credit_limit) AS avg_credit_limit
FROM customers c
WHERE EXISTS (SELECT * FROM sales s WHERE s.customer_id = c.customer_id
              AND s.channel = 'store' AND s.date_key >= 20240101)
  AND (EXISTS (SELECT * FROM sales s WHERE s.customer_id = c.customer_id
               AND s.channel = 'web' AND s.date_key BETWEEN 20230601 AND 20230831)
    OR EXISTS (SELECT * FROM sales s WHERE s.customer_id = c.customer_id
               AND s.channel = 'phone' AND s.date_key BETWEEN 20230601 AND 20230831))
GROUP BY c.segment, c.region
ORDER BY c.segment, customer_count DESC
