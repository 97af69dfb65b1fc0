-- Different buyers of small and of large quantities.
-- pathology: none
SELECT (SELECT COUNT(DISTINCT customer_id) FROM sales WHERE quantity <= 10) AS small_buyers,
       (SELECT COUNT(DISTINCT customer_id) FROM sales WHERE quantity >= 60) AS large_buyers
