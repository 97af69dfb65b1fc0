-- The daily range of the software stocks in the week of the half day, from a common daily table.
-- pathology: D9
WITH daily AS (
  SELECT symbol_id, trade_date, MAX(price) AS high_price, MIN(price) AS low_price
  FROM ticks
  GROUP BY symbol_id, trade_date
)
SELECT s.ticker, daily.trade_date, daily.high_price - daily.low_price AS price_range
FROM daily
JOIN symbols s ON s.symbol_id = daily.symbol_id
JOIN trading_days d ON d.trade_date = daily.trade_date
WHERE s.sector = 'software' AND d.week_seq = 3
ORDER BY s.ticker, daily.trade_date
