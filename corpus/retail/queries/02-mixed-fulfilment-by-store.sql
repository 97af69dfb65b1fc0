-- Per store, how many phone orders of the 2023 Christmas season were shipped by several stores?
-- pathology: D1
SELECT st.store_code, st.city, COUNT(DISTINCT s.ticket_number) AS split_orders
FROM sales AS s
JOIN stores AS st ON st.store_id = s.store_id
WHERE s.channel = 'phone'
  AND s.date_key BETWEEN 20231115 AND 20231231
  AND s.ticket_number IN (
    SELECT x.ticket_number
    FROM sales AS x
    JOIN sales AS y ON x.ticket_number = y.ticket_number AND y.fulfil_store_id <> x.fulfil_store_id
  )
GROUP BY st.store_code, st.city
ORDER BY split_orders DESC, st.store_code
