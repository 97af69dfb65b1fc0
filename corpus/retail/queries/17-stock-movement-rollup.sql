-- Average pieces a line, rolled up over category, subcategory, brand and colour.
-- pathology: D7
SELECT i.category, i.subcategory, i.brand, i.color, AVG(s.quantity) AS avg_pieces, MIN(s.unit_price) AS lowest_price
FROM sales s, items i
WHERE s.item_id = i.item_id
GROUP BY ROLLUP (i.category, i.subcategory, i.brand, i.color)
ORDER BY avg_pieces DESC NULLS LAST, i.category NULLS FIRST, i.subcategory NULLS FIRST, i.brand NULLS FIRST,
         i.color NULLS FIRST
LIMIT 100
