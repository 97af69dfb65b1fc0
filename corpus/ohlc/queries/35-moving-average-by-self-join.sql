-- Five-day moving average of the daily close of each symbol.
-- pathology: D21, S9
WITH daily AS (
  SELECT b.symbol_id, d.day_seq, b.trade_date, AVG(b.close_price) AS avg_close
  FROM minute_bars b JOIN trading_days d ON d.trade_date = b.trade_date
  GROUP BY b.symbol_id, d.day_seq, b.trade_date
)
SELECT a.symbol_id, a.trade_date, a.avg_close, AVG(p.avg_close) AS moving_average
FROM daily a
JOIN daily p ON p.symbol_id = a.symbol_id AND p.day_seq BETWEEN a.day_seq - 4 AND a.day_seq
GROUP BY a.symbol_id, a.trade_date, a.avg_close
ORDER BY a.symbol_id, a.trade_date
