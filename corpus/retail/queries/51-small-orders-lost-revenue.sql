-- What revenue would be lost a year without lines below a fifth of the item's average quantity (for one brand)?
-- pathology: S1
SELECT SUM(s.net_paid) / 3.0 AS avg_yearly
FROM sales s, items i
WHERE i.item_id = s.item_id
  AND i.brand = 'Brand 1'
  AND i.category = 'Home'
  AND s.quantity < (SELECT 0.2 * AVG(x.quantity) FROM sales x WHERE x.item_id = i.item_id)
