-- Revenue of each country per week of the year, for weeks that have the week before to compare with.
-- pathology: D17
WITH weekly AS (
  SELECT country, event_ts - event_ts % 604800 AS week_ts, SUM(revenue) AS revenue
  FROM events
  WHERE country IS NOT NULL
  GROUP BY country, event_ts - event_ts % 604800
), ranked AS (
  SELECT country, week_ts, revenue, RANK() OVER (PARTITION BY country ORDER BY week_ts) AS rk
  FROM weekly
)
SELECT this.country, this.week_ts, this.revenue, prev.revenue AS previous_revenue
FROM ranked this
JOIN ranked prev ON prev.country = this.country AND this.rk = prev.rk + 1
ORDER BY this.country, this.week_ts
