-- Customers of one state's stores whose refunds exceed the store's average by a fifth.
-- pathology: S4
WITH customer_total_return AS (
  SELECT r.customer_id AS ctr_customer_id, r.store_id AS ctr_store_id, SUM(r.refund) AS ctr_total_return
  FROM returns r, dates d
  WHERE r.return_date_key = d.date_key AND d.year_number = 2023
  GROUP BY r.customer_id, r.store_id
)
SELECT c.customer_id, c.email
FROM customer_total_return ctr1, stores st, customers c
WHERE ctr1.ctr_total_return > (SELECT AVG(ctr_total_return) * 1.2
                               FROM customer_total_return ctr2
                               WHERE ctr1.ctr_store_id = ctr2.ctr_store_id)
  AND st.store_id = ctr1.ctr_store_id
  AND st.state = 'WA'
  AND ctr1.ctr_customer_id = c.customer_id
ORDER BY c.customer_id
LIMIT 100
