-- Was this ticket shipped from several stores?
-- pathology: none
SELECT s.ticket_number, COUNT(*) AS line_count
FROM sales s
WHERE s.ticket_number = 125
  AND EXISTS (SELECT 1 FROM sales o WHERE o.ticket_number = s.ticket_number AND o.fulfil_store_id <> s.fulfil_store_id)
GROUP BY s.ticket_number
