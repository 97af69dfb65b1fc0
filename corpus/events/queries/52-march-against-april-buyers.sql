-- Users with purchases in March only, in April only, and in both.
-- pathology: S3
WITH march AS (
  SELECT user_id, SUM(revenue) AS revenue FROM events
  WHERE event_type = 'purchase' AND event_date < '2024-04-01' AND user_id IS NOT NULL GROUP BY user_id
), april AS (
  SELECT user_id, SUM(revenue) AS revenue FROM events
  WHERE event_type = 'purchase' AND event_date >= '2024-04-01' AND user_id IS NOT NULL GROUP BY user_id
)
SELECT COUNT(*) AS buyers,
       SUM(CASE WHEN april.user_id IS NULL THEN 1 ELSE 0 END) AS march_only,
       SUM(CASE WHEN march.user_id IS NULL THEN 1 ELSE 0 END) AS april_only,
       SUM(COALESCE(april.revenue, 0) - COALESCE(march.revenue, 0)) AS change
FROM march FULL JOIN april ON march.user_id = april.user_id
