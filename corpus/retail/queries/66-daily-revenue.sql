-- Revenue by day of one month.
-- pathology: none
SELECT date_key, SUM(net_paid) AS revenue
FROM sales
WHERE date_key BETWEEN 20230501 AND 20230531
GROUP BY date_key
ORDER BY date_key
