-- Half-hour moving average of the closes of the sixth week, minute by minute.
-- pathology: D21, S9
SELECT a.symbol_id, a.trade_date, a.minute_of_day, a.close_price, AVG(p.close_price) AS moving_average
FROM minute_bars a
JOIN minute_bars p
  ON p.symbol_id = a.symbol_id
 AND p.trade_date = a.trade_date
 AND p.minute_of_day BETWEEN a.minute_of_day - 29 AND a.minute_of_day
WHERE a.trade_date >= '2024-06-10'
GROUP BY a.symbol_id, a.trade_date, a.minute_of_day, a.close_price
ORDER BY a.symbol_id, a.trade_date, a.minute_of_day
