-- How many pairs of customer and item were bought on the web only, in stores only, and on both in October 2023?
-- pathology: S3
WITH web AS (
  SELECT customer_id, item_id FROM sales
  WHERE channel = 'web' AND date_key BETWEEN 20231001 AND 20231031 GROUP BY customer_id, item_id
), shop AS (
  SELECT customer_id, item_id FROM sales
  WHERE channel = 'store' AND date_key BETWEEN 20231001 AND 20231031 GROUP BY customer_id, item_id
)
SELECT SUM(CASE WHEN web.customer_id IS NOT NULL AND shop.customer_id IS NULL THEN 1 ELSE 0 END) AS web_only,
       SUM(CASE WHEN web.customer_id IS NULL AND shop.customer_id IS NOT NULL THEN 1 ELSE 0 END) AS store_only,
       SUM(CASE WHEN web.customer_id IS NOT NULL AND shop.customer_id IS NOT NULL THEN 1 ELSE 0 END) AS web_and_store
FROM web FULL OUTER JOIN shop ON web.customer_id = shop.customer_id AND web.item_id = shop.item_id
