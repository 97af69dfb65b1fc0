-- The item with the highest revenue of every store.
-- pathology: none
WITH ranked AS (
  SELECT store_id, item_id, SUM(net_paid) AS revenue,
         ROW_NUMBER() OVER (PARTITION BY store_id ORDER BY SUM(net_paid) DESC, item_id) AS position
  FROM sales
  WHERE date_key >= 20240101
  GROUP BY store_id, item_id
)
SELECT store_id, item_id, revenue
FROM ranked
WHERE position = 1
ORDER BY store_id
