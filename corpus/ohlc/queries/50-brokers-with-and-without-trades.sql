-- Every broker with its number of trades after ten past three on the last day.
-- pathology: S12
SELECT b.broker_id, b.broker_name, COUNT(t.tick_id) AS trades, SUM(t.volume) AS volume
FROM brokers b
LEFT JOIN ticks t ON t.broker_id = b.broker_id AND t.trade_date = '2024-06-14' AND t.hour_of_day = 15 AND t.minute_of_hour > 10
GROUP BY b.broker_id, b.broker_name
ORDER BY b.broker_id
