-- Per category, refunds of returns that cost more than five to handle, counting only categories with a refund.
-- pathology: D15
SELECT i.category, COUNT(*) AS lines, SUM(r.refund) AS refunded
FROM items i
LEFT JOIN sales s ON s.item_id = i.item_id
LEFT JOIN returns r ON r.ticket_number = s.ticket_number AND r.item_id = s.item_id
WHERE r.handling_cost > 5 OR r.refund > 2000
GROUP BY i.category
ORDER BY i.category
