-- Number of different buyers of each store in 2022.
-- pathology: none
SELECT store_id, COUNT(DISTINCT customer_id) AS buyers
FROM sales
WHERE date_key < 20230101
GROUP BY store_id
ORDER BY store_id
