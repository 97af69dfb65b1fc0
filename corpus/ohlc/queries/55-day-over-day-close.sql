-- Closing price of each symbol with the close of the trading day before and the change.
-- pathology: none
WITH closes AS (
  SELECT b.symbol_id, b.trade_date, b.close_price
  FROM minute_bars b
  JOIN (SELECT symbol_id, trade_date, MAX(minute_of_day) AS last_minute FROM minute_bars GROUP BY symbol_id, trade_date) l
    ON l.symbol_id = b.symbol_id AND l.trade_date = b.trade_date AND l.last_minute = b.minute_of_day
), ranked AS (
  SELECT symbol_id, trade_date, close_price, RANK() OVER (PARTITION BY symbol_id ORDER BY trade_date) AS rk
  FROM closes
)
SELECT today.symbol_id, today.trade_date, today.close_price, yesterday.close_price AS previous_close,
       today.close_price - yesterday.close_price AS price_change
FROM ranked today
JOIN ranked yesterday ON yesterday.symbol_id = today.symbol_id AND yesterday.rk = today.rk - 1
ORDER BY today.symbol_id, today.trade_date
