-- Store sales per week of early 2023 against the same week a year before.
-- pathology: D9
WITH wss AS (
  SELECT d.week_seq, s.store_id,
         SUM(CASE WHEN d.is_weekend = 0 THEN s.net_paid END) AS weekday_sales,
         SUM(CASE WHEN d.is_weekend = 1 THEN s.net_paid END) AS weekend_sales
  FROM sales s, dates d
  WHERE d.date_key = s.date_key
  GROUP BY d.week_seq, s.store_id
)
SELECT y.store_code, y.week_seq, x.weekday_sales * 1.0 / y.weekday_sales AS weekday_ratio,
       x.weekend_sales * 1.0 / y.weekend_sales AS weekend_ratio
FROM (SELECT st.store_code, wss.week_seq, weekday_sales, weekend_sales
      FROM wss, stores st
      WHERE wss.store_id = st.store_id AND st.state = 'CA'
        AND wss.week_seq IN (SELECT week_seq FROM dates WHERE month_seq BETWEEN 1 AND 3)) y,
     (SELECT st.store_code, wss.week_seq, weekday_sales, weekend_sales
      FROM wss, stores st
      WHERE wss.store_id = st.store_id AND st.state = 'CA'
        AND wss.week_seq IN (SELECT week_seq FROM dates WHERE month_seq BETWEEN 13 AND 15)) x
WHERE y.store_code = x.store_code
  AND y.week_seq = x.week_seq - 52
ORDER BY y.store_code, y.week_seq
