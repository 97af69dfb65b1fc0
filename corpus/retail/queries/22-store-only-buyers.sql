-- How many customers bought in a store in 2023 but neither on the web nor by phone?
-- pathology: D12
SELECT count(*) AS store_only
FROM (
  SELECT DISTINCT c.last_name, c.first_name, c.email
  FROM sales s, dates d, customers c
  WHERE s.date_key = d.date_key AND s.customer_id = c.customer_id
    AND s.channel = 'store' AND d.year_number = 2023
  EXCEPT
  SELECT DISTINCT c.last_name, c.first_name, c.email
  FROM sales s, dates d, customers c
  WHERE s.date_key = d.date_key AND s.customer_id = c.customer_id
    AND s.channel = 'web' AND d.year_number = 2023
  EXCEPT
  SELECT DISTINCT c.last_name, c.first_name, c.email
  FROM sales s, dates d, customers c
  WHERE s.date_key = d.date_key AND s.customer_id = c.customer_id
    AND s.channel = 'phone' AND d.year_number = 2023
) AS loyal
