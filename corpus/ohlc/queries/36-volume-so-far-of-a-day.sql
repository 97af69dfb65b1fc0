-- Volume so far, minute by minute, of three symbols on the third of June.
-- pathology: D21, S11
SELECT a.symbol_id, a.minute_of_day, a.volume, SUM(b.volume) AS volume_so_far
FROM minute_bars a
JOIN minute_bars b ON b.symbol_id = a.symbol_id AND b.trade_date = a.trade_date AND b.minute_of_day <= a.minute_of_day
WHERE a.symbol_id IN (1, 2, 3)
  AND a.trade_date = '2024-06-03'
GROUP BY a.symbol_id, a.minute_of_day, a.volume
ORDER BY a.symbol_id, a.minute_of_day
