-- Revenue by month in the spring of 2024, with typed dates and month truncation.
-- pathology: none
SELECT date_trunc('month', d.calendar_date) AS month_start, SUM(s.net_paid) AS revenue
FROM sales s
JOIN dates d USING (date_key)
WHERE d.calendar_date >= DATE '2024-03-01'
  AND d.calendar_date < CAST('2024-06-01' AS DATE)
GROUP BY 1
ORDER BY 1
