-- Average basket of the targeted combinations of region, segment and price.
-- pathology: D16
SELECT AVG(s.quantity) AS avg_quantity, AVG(s.net_paid) AS avg_paid, SUM(s.net_paid) AS total_paid
FROM sales s, stores st, customers c, dates d
WHERE s.store_id = st.store_id
  AND s.customer_id = c.customer_id
  AND s.date_key = d.date_key
  AND d.year_number = 2023
  AND ((c.segment = 'corporate' AND c.region = 'East' AND s.unit_price BETWEEN 100.00 AND 150.00 AND st.state = 'CA')
    OR (c.segment = 'public' AND c.region = 'West' AND s.unit_price BETWEEN 50.00 AND 100.00 AND st.state = 'NY')
    OR (c.segment = 'corporate' AND c.region = 'South' AND s.unit_price BETWEEN 150.00 AND 200.00 AND st.state = 'TX'))
