-- New customers by year of signing up and segment.
-- pathology: none
SELECT EXTRACT(YEAR FROM signup_date) AS signup_year, segment, COUNT(*) AS customer_count, AVG(credit_score) AS avg_score
FROM customers
GROUP BY EXTRACT(YEAR FROM signup_date), segment
ORDER BY signup_year, segment
