-- Symbols sold by a Japanese broker in the first minute of a day.
-- pathology: S2
SELECT s.ticker
FROM symbols s
WHERE EXISTS (SELECT 1 FROM ticks t JOIN brokers b ON b.broker_id = t.broker_id
              WHERE t.symbol_id = s.symbol_id AND t.side = 'S' AND b.country = 'JP'
                AND t.hour_of_day = 9 AND t.minute_of_hour = 30)
ORDER BY s.ticker
