-- The ten best sellers of each category, counting totals on every level from category down to item and store.
-- pathology: D8
SELECT *
FROM (
  SELECT category, brand, item_name, year_number, quarter_number, store_code, sum_sales,
         rank() OVER (PARTITION BY category ORDER BY sum_sales DESC) AS rk
  FROM (
    SELECT i.category, i.brand, i.item_name, d.year_number, d.quarter_number, st.store_code,
           sum(s.net_paid) AS sum_sales
    FROM sales s, dates d, stores st, items i
    WHERE s.date_key = d.date_key AND s.item_id = i.item_id AND s.store_id = st.store_id
      AND d.month_seq BETWEEN 25 AND 27
    GROUP BY ROLLUP (i.category, i.brand, i.item_name, d.year_number, d.quarter_number, st.store_code)
  ) dw1
) dw2
WHERE rk <= 10
ORDER BY category NULLS LAST, rk, sum_sales, brand NULLS LAST, item_name NULLS LAST, year_number NULLS LAST,
         quarter_number NULLS LAST, store_code NULLS LAST
