-- A watch list: very large lines, heavily discounted lines and lines rated badly.
-- pathology: D23
SELECT ticket_number, item_id, net_paid FROM sales WHERE quantity >= 98
UNION
SELECT ticket_number, item_id, net_paid FROM sales WHERE quantity < 98 AND discount > 4000
UNION
SELECT ticket_number, item_id, net_paid FROM sales WHERE quantity BETWEEN 1 AND 2 AND rating <= 1.0 AND channel = 'phone'
