-- How many users paid within an hour after filling the cart?
-- pathology: D22
SELECT COUNT(*) AS fast_buyers
FROM (
  SELECT DISTINCT u.user_id
  FROM users u
  JOIN events cart ON cart.user_id = u.user_id
  JOIN events paid ON paid.user_id = u.user_id
  WHERE cart.event_type = 'add_to_cart'
    AND paid.event_type = 'purchase'
    AND cart.event_date = '2024-03-18'
    AND paid.event_date = '2024-03-18'
    AND paid.event_ts BETWEEN cart.event_ts AND cart.event_ts + 3600
) AS fast
