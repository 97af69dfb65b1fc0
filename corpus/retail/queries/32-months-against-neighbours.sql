-- Brand and store months whose revenue is far from the yearly average, with the month before and after.
-- pathology: D17
WITH v1 AS (
  SELECT i.brand, st.store_code, d.year_number, d.month_number, SUM(s.net_paid) AS sum_sales,
         AVG(SUM(s.net_paid)) OVER (PARTITION BY i.brand, st.store_code, d.year_number) AS avg_monthly_sales,
         RANK() OVER (PARTITION BY i.brand, st.store_code ORDER BY d.year_number, d.month_number) AS rn
  FROM items i, sales s, dates d, stores st
  WHERE s.item_id = i.item_id AND s.date_key = d.date_key AND s.store_id = st.store_id
    AND st.region <> 'South'
  GROUP BY i.brand, st.store_code, d.year_number, d.month_number
), v2 AS (
  SELECT v1.brand, v1.store_code, v1.year_number, v1.month_number, v1.avg_monthly_sales, v1.sum_sales,
         v1_lag.sum_sales AS psum, v1_lead.sum_sales AS nsum
  FROM v1, v1 v1_lag, v1 v1_lead
  WHERE v1.brand = v1_lag.brand AND v1.brand = v1_lead.brand
    AND v1.store_code = v1_lag.store_code AND v1.store_code = v1_lead.store_code
    AND v1.rn = v1_lag.rn + 1 AND v1.rn = v1_lead.rn - 1
)
SELECT *
FROM v2
WHERE year_number = 2023 AND avg_monthly_sales > 0
  AND CASE WHEN sum_sales > avg_monthly_sales THEN sum_sales - avg_monthly_sales
           ELSE avg_monthly_sales - sum_sales END * 1.0 / avg_monthly_sales > 0.1
ORDER BY sum_sales - avg_monthly_sales, brand, store_code, month_number
LIMIT 100
