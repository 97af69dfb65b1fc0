-- Users active in the first half of March who were seen neither late in March nor in April.
-- pathology: D12
SELECT DISTINCT user_id FROM events WHERE event_date <= '2024-03-15'
EXCEPT
SELECT DISTINCT user_id FROM events WHERE event_date BETWEEN '2024-03-16' AND '2024-03-31'
EXCEPT
SELECT DISTINCT user_id FROM events WHERE event_date >= '2024-04-01'
ORDER BY user_id
