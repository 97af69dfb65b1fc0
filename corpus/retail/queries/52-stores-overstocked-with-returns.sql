-- Which stores took back more pieces of a toy than a tenth of what they sold of it?
-- pathology: S1
SELECT st.store_name, st.city
FROM stores st
WHERE st.store_id IN (
    SELECT r.store_id
    FROM returns r
    WHERE r.item_id IN (SELECT item_id FROM items WHERE category = 'Toys')
      AND r.return_quantity > (SELECT 0.1 * SUM(s.quantity)
                               FROM sales s
                               WHERE s.item_id = r.item_id
                                 AND s.store_id = r.store_id
                                 AND s.date_key >= 20230101
                                 AND s.date_key < 20240101))
  AND st.region = 'West'
ORDER BY st.store_name
