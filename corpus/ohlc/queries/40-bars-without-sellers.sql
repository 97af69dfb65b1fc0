-- Bars of the sixth of June in which nobody is known to have sold.
-- pathology: D25, S2
SELECT b.symbol_id, COUNT(*) AS bars, SUM(b.volume) AS volume
FROM minute_bars b
WHERE b.trade_date = '2024-06-06'
  AND NOT EXISTS (SELECT 1 FROM ticks t
                  WHERE t.symbol_id = b.symbol_id AND t.trade_date = b.trade_date
                    AND t.hour_of_day * 60 + t.minute_of_hour = b.minute_of_day AND t.side = 'S')
GROUP BY b.symbol_id
ORDER BY b.symbol_id
