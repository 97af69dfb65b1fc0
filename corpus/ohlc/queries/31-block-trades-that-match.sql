-- Pairs of block trades of the first two weeks in the same second or at the same price, by symbol of the first.
-- pathology: D18, S8
WITH blocks AS (
  SELECT tick_id, symbol_id, tick_time, price FROM ticks WHERE volume >= 3900 AND trade_date <= '2024-05-17'
)
SELECT a.symbol_id, COUNT(*) AS pairs
FROM blocks a
JOIN blocks b ON a.tick_time = b.tick_time OR a.price = b.price
WHERE a.tick_id < b.tick_id
GROUP BY a.symbol_id
ORDER BY a.symbol_id
