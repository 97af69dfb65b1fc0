-- Customers who returned much of what they bought to the eastern stores, for three reasons: pieces bought, refunds.
-- pathology: D10
WITH bought AS (
  SELECT s.customer_id, SUM(s.quantity) AS pieces, SUM(s.net_paid) AS spent
  FROM sales s
  GROUP BY s.customer_id
), came_back AS (
  SELECT r.customer_id, COUNT(*) AS return_count, SUM(r.refund) AS refunded
  FROM returns r
  JOIN stores st ON st.store_id = r.store_id
  WHERE st.region = 'East' AND r.reason_id IN (1, 5, 9)
  GROUP BY r.customer_id
)
SELECT bought.customer_id, pieces, spent, return_count, refunded
FROM bought JOIN came_back ON bought.customer_id = came_back.customer_id
WHERE refunded * 10 > spent
ORDER BY refunded DESC, bought.customer_id
LIMIT 100
