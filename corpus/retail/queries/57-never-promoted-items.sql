-- Items introduced before 2016 that were never sold under a television promotion.
-- pathology: S2
SELECT i.item_id, i.sku
FROM items i
WHERE i.introduced_on < '2016-01-01'
  AND NOT EXISTS (
    SELECT 1
    FROM sales s JOIN promotions p ON p.promo_id = s.promo_id
    WHERE s.item_id = i.item_id AND p.media = 'tv' AND s.channel = 'web')
ORDER BY i.item_id
