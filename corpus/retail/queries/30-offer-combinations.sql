-- Average basket of three targeted groups of customers in 2023, each within its own range of prices.
-- pathology: D16
SELECT AVG(s.quantity) AS avg_quantity, AVG(s.net_paid) AS avg_paid, SUM(s.net_paid) AS total_paid
FROM sales s, stores st, customers c, dates d
WHERE s.store_id = st.store_id
  AND s.customer_id = c.customer_id
  AND s.date_key = d.date_key
  AND d.year_number = 2023
  AND st.region <> 'East'
  AND ((c.segment = 'corporate' AND c.birth_year < 1950 AND s.unit_price BETWEEN 100.00 AND 150.00)
    OR (c.segment = 'public' AND c.birth_year > 2000 AND s.unit_price BETWEEN 50.00 AND 100.00)
    OR (c.segment = 'small business' AND c.birth_year = 1970 AND s.unit_price BETWEEN 150.00 AND 200.00))
