-- Net sales, returns and margin by store for promoted garden goods in August 2023.
-- pathology: D14
SELECT st.store_code,
       SUM(s.net_paid) AS gross_sales,
       SUM(COALESCE(r.refund, 0)) AS refunds,
       SUM(s.net_paid - COALESCE(r.refund, 0)) AS net_sales
FROM sales s
LEFT OUTER JOIN returns r ON s.ticket_number = r.ticket_number AND s.item_id = r.item_id
INNER JOIN dates d ON s.date_key = d.date_key
INNER JOIN stores st ON s.store_id = st.store_id
INNER JOIN items i ON s.item_id = i.item_id
INNER JOIN promotions p ON s.promo_id = p.promo_id
WHERE d.calendar_date BETWEEN '2023-08-01' AND '2023-08-31'
  AND i.category IN ('Garden', 'Home')
  AND p.media = 'email'
GROUP BY st.store_code
ORDER BY st.store_code
