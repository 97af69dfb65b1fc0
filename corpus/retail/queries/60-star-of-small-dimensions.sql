-- Average price and discount per item for one promotion medium, segment and year.
-- pathology: S6
SELECT i.sku, AVG(s.quantity) AS avg_quantity, AVG(s.unit_price) AS avg_price, AVG(s.discount) AS avg_discount
FROM sales s, customers c, dates d, items i, promotions p
WHERE s.date_key = d.date_key AND s.item_id = i.item_id AND s.customer_id = c.customer_id AND s.promo_id = p.promo_id
  AND c.segment = 'public' AND c.region = 'South'
  AND p.media = 'radio'
  AND d.year_number = 2022
GROUP BY i.sku
ORDER BY i.sku
LIMIT 100
