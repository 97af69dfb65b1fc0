-- Per store, how many phone orders of the 2023 Christmas season were fulfilled by several stores?
-- pathology: D1
SELECT st.store_code, st.city, COUNT(DISTINCT s.ticket_number) AS split_orders
FROM sales AS s
JOIN stores AS st ON st.store_id = s.store_id
WHERE s.channel = 'phone'
  AND s.date_key BETWEEN 20231115 AND 20231231
  AND EXISTS (
    SELECT 1
    FROM sales AS other
    WHERE other.ticket_number = s.ticket_number
      AND other.fulfil_store_id <> s.fulfil_store_id
  )
GROUP BY st.store_code, st.city
ORDER BY split_orders DESC, st.store_code
