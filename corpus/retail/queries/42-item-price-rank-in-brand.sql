-- The place of each item in its brand by list price.
-- pathology: D21, S9
SELECT i.item_id, i.brand, i.list_price,
       (SELECT COUNT(*) FROM items x WHERE x.brand = i.brand AND x.list_price > i.list_price) + 1 AS price_rank
FROM items i
ORDER BY i.brand, price_rank, i.item_id
