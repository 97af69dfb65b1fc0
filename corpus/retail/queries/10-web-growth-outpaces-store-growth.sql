-- Which customers' web spending grew faster from 2022 to 2023 than their spending in stores?
-- pathology: D5, S5
WITH year_total AS (
  SELECT c.customer_id, c.first_name, c.last_name, c.email, d.year_number AS sales_year,
         sum(s.net_paid) AS total, 'w' AS sale_type
  FROM customers c, sales s, dates d
  WHERE c.customer_id = s.customer_id AND s.date_key = d.date_key AND s.channel = 'web'
  GROUP BY c.customer_id, c.first_name, c.last_name, c.email, d.year_number
  UNION ALL
  SELECT c.customer_id, c.first_name, c.last_name, c.email, d.year_number AS sales_year,
         sum(s.net_paid) AS total, 's' AS sale_type
  FROM customers c, sales s, dates d
  WHERE c.customer_id = s.customer_id AND s.date_key = d.date_key AND s.channel = 'store'
  GROUP BY c.customer_id, c.first_name, c.last_name, c.email, d.year_number
)
SELECT t_s_second.customer_id, t_s_second.first_name, t_s_second.last_name, t_s_second.email
FROM year_total t_s_first, year_total t_s_second, year_total t_w_first, year_total t_w_second
WHERE t_s_second.customer_id = t_s_first.customer_id
  AND t_s_first.customer_id = t_w_second.customer_id
  AND t_s_first.customer_id = t_w_first.customer_id
  AND t_s_first.sale_type = 's' AND t_w_first.sale_type = 'w'
  AND t_s_second.sale_type = 's' AND t_w_second.sale_type = 'w'
  AND t_s_first.sales_year = 2022 AND t_s_second.sales_year = 2023
  AND t_w_first.sales_year = 2022 AND t_w_second.sales_year = 2023
  AND t_s_first.total > 0 AND t_w_first.total > 0
  AND t_w_second.total * 1.0 / t_w_first.total > t_s_second.total * 1.0 / t_s_first.total
ORDER BY t_s_second.customer_id
LIMIT 100
