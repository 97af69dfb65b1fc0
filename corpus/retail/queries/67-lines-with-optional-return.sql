-- The dearest lines of May 2024 with the refund, where there was one.
-- pathology: none
SELECT s.ticket_number, s.item_id, s.net_paid, r.refund, r.reason_id
FROM sales s
LEFT JOIN returns r ON r.ticket_number = s.ticket_number AND r.item_id = s.item_id
WHERE s.date_key BETWEEN 20240501 AND 20240531
  AND s.net_paid > 8000
ORDER BY s.net_paid DESC, s.ticket_number, s.item_id
