-- Which postal codes brought the most revenue in the second quarter of 2022?
-- pathology: none
SELECT c.postal_code, SUM(s.net_paid) AS revenue
FROM sales s
JOIN customers c ON s.customer_id = c.customer_id
JOIN dates d ON s.date_key = d.date_key
WHERE d.quarter_number = 2 AND d.year_number = 2022
  AND c.postal_code IS NOT NULL
GROUP BY c.postal_code
ORDER BY revenue DESC, c.postal_code
LIMIT 50
