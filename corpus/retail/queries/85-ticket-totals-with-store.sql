-- Tickets of the last quarter of 2024 with a total above 30000, and where they were sold.
-- pathology: none
SELECT s.ticket_number, st.store_name, SUM(s.net_paid) AS total
FROM sales s
JOIN stores st ON st.store_id = s.store_id
WHERE s.date_key >= 20241001
GROUP BY s.ticket_number, st.store_name
HAVING SUM(s.net_paid) > 30000
ORDER BY total DESC, s.ticket_number
