-- Users of April who searched, then filled the cart, then paid, with the time from first search to first payment.
-- pathology: S5
WITH steps AS (
  SELECT user_id, 'search' AS step, MIN(event_ts) AS first_ts FROM events
  WHERE event_type = 'search' AND event_date >= '2024-04-01' GROUP BY user_id
  UNION ALL
  SELECT user_id, 'cart' AS step, MIN(event_ts) AS first_ts FROM events
  WHERE event_type = 'add_to_cart' AND event_date >= '2024-04-01' GROUP BY user_id
  UNION ALL
  SELECT user_id, 'paid' AS step, MIN(event_ts) AS first_ts FROM events
  WHERE event_type = 'purchase' AND event_date >= '2024-04-01' GROUP BY user_id
)
SELECT s.user_id, c.first_ts - s.first_ts AS to_cart, p.first_ts - s.first_ts AS to_payment
FROM steps s, steps c, steps p
WHERE s.step = 'search' AND c.step = 'cart' AND p.step = 'paid'
  AND s.user_id = c.user_id AND c.user_id = p.user_id
  AND s.first_ts < c.first_ts AND c.first_ts < p.first_ts
ORDER BY s.user_id
