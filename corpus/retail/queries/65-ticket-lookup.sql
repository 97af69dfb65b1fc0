-- The lines of one ticket.
-- pathology: none
SELECT ticket_number, item_id, quantity, unit_price, net_paid
FROM sales
WHERE ticket_number = 321
ORDER BY item_id
