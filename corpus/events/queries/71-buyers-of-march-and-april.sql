-- Different buyers in March and in April.
-- pathology: none
SELECT (SELECT COUNT(DISTINCT user_id) FROM events WHERE event_type = 'purchase' AND event_date < '2024-04-01') AS march_buyers,
       (SELECT COUNT(DISTINCT user_id) FROM events WHERE event_type = 'purchase' AND event_date >= '2024-04-01') AS april_buyers
