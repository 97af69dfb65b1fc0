-- Seven-day moving average of revenue.
-- pathology: none
SELECT date_key, revenue,
       AVG(revenue) OVER (ORDER BY date_key ROWS BETWEEN 6 PRECEDING AND CURRENT ROW) AS moving_average
FROM (SELECT date_key, SUM(net_paid) AS revenue FROM sales GROUP BY date_key) AS daily
ORDER BY date_key
