-- Trades per hour, by a view that joins symbols and days.
-- pathology: D20
SELECT v.hour_of_day, COUNT(*) AS trades, SUM(v.volume) AS volume
FROM (SELECT t.hour_of_day, t.volume, s.ticker, s.sector, d.week_seq
      FROM ticks t
      JOIN symbols s ON s.symbol_id = t.symbol_id
      JOIN trading_days d ON d.trade_date = t.trade_date) AS v
GROUP BY v.hour_of_day
ORDER BY v.hour_of_day
