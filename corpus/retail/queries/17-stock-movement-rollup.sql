-- Average pieces a line, rolled up over category, subcategory and brand.
-- pathology: D7
SELECT i.category, i.subcategory, i.brand, AVG(s.quantity) AS avg_pieces, MIN(s.unit_price) AS lowest_price
FROM sales s, items i, dates d
WHERE s.item_id = i.item_id
  AND s.date_key = d.date_key
  AND d.month_seq BETWEEN 13 AND 24
GROUP BY ROLLUP (i.category, i.subcategory, i.brand)
ORDER BY avg_pieces DESC NULLS LAST, i.category NULLS FIRST, i.subcategory NULLS FIRST, i.brand NULLS FIRST
LIMIT 100
