-- Users on each step of the funnel: seen, searched, put something into the cart, paid.
-- pathology: none
SELECT COUNT(DISTINCT user_id) AS seen,
       COUNT(DISTINCT CASE WHEN event_type = 'search' THEN user_id END) AS searched,
       COUNT(DISTINCT CASE WHEN event_type = 'add_to_cart' THEN user_id END) AS carted,
       COUNT(DISTINCT CASE WHEN event_type = 'purchase' THEN user_id END) AS paid
FROM events
WHERE event_date BETWEEN '2024-04-01' AND '2024-04-07'
