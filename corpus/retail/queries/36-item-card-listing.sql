-- An item list for the web shop: name, brand, colour and pieces sold.
-- pathology: D19
SELECT i.item_id, i.sku, i.item_name, i.brand, i.color, i.list_price, sum(s.quantity) AS pieces, max(s.date_key) AS last_sold
FROM items i INNER JOIN sales s USING (item_id)
GROUP BY i.item_id, i.sku, i.item_name, i.brand, i.color, i.list_price
ORDER BY pieces DESC, i.item_id
LIMIT 20
