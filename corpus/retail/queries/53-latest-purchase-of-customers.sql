-- The most recent purchase of each corporate customer of the West.
-- pathology: S1, D21
SELECT c.customer_id, c.last_name, s.ticket_number, s.item_id, s.net_paid, s.date_key
FROM customers c
JOIN sales s ON s.customer_id = c.customer_id
WHERE c.segment = 'corporate'
  AND c.region = 'West'
  AND s.date_key = (SELECT MAX(s2.date_key) FROM sales s2 WHERE s2.customer_id = s.customer_id)
ORDER BY c.customer_id, s.ticket_number, s.item_id
