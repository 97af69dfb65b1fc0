-- How often do two brokers trade one symbol in the same second (every pair counts), on two days?
-- pathology: none
SELECT a.broker_id AS broker_a, b.broker_id AS broker_b, COUNT(*) AS meetings
FROM ticks a
JOIN ticks b ON b.symbol_id = a.symbol_id AND b.tick_time = a.tick_time AND b.broker_id <> a.broker_id
WHERE a.trade_date BETWEEN '2024-05-30' AND '2024-05-31'
GROUP BY a.broker_id, b.broker_id
ORDER BY meetings DESC, broker_a, broker_b
