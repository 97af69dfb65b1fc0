-- Return rate of the electronics sold at the weekend, against the returns booked by the western stores.
-- pathology: D10
WITH sold AS (
  SELECT s.item_id, SUM(s.quantity) AS sold_quantity, SUM(s.net_paid) AS sold_value
  FROM sales s
  JOIN dates d ON d.date_key = s.date_key
  JOIN items i ON i.item_id = s.item_id
  WHERE d.is_weekend = 1 AND i.category = 'Electronics'
  GROUP BY s.item_id
), came_back AS (
  SELECT r.item_id, SUM(r.return_quantity) AS returned_quantity, SUM(r.refund) AS refunded
  FROM returns r
  JOIN stores st ON st.store_id = r.store_id
  WHERE st.region = 'West' AND r.reason_id IN (1, 5, 9)
  GROUP BY r.item_id
)
SELECT sold.item_id, sold_quantity, returned_quantity, returned_quantity * 1.0 / sold_quantity AS return_rate
FROM sold JOIN came_back ON sold.item_id = came_back.item_id
ORDER BY return_rate DESC, sold.item_id
LIMIT 100
