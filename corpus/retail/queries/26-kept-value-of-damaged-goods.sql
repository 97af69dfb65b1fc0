-- What did customers keep of purchases they sent back as damaged?
-- pathology: D15
SELECT t.customer_id, SUM(t.kept) AS kept_value
FROM (
  SELECT s.customer_id,
         CASE WHEN r.return_quantity IS NOT NULL THEN (s.quantity - r.return_quantity) * s.unit_price
              ELSE s.quantity * s.unit_price END AS kept
  FROM sales s
  LEFT OUTER JOIN returns r ON r.item_id = s.item_id AND r.ticket_number = s.ticket_number, reasons rs
  WHERE r.reason_id = rs.reason_id
    AND rs.description = 'Damaged'
) t
GROUP BY t.customer_id
ORDER BY kept_value, t.customer_id
LIMIT 100
