-- Symbol days on which the last half hour traded more than the first, from one list of both.
-- pathology: D5, S5
WITH part AS (
  SELECT symbol_id, trade_date, 'open' AS which, SUM(volume) AS volume, MAX(price) AS high_price FROM ticks
  WHERE hour_of_day = 9 GROUP BY symbol_id, trade_date
  UNION ALL
  SELECT symbol_id, trade_date, 'close' AS which, SUM(volume) AS volume, MAX(price) AS high_price FROM ticks
  WHERE hour_of_day = 15 AND minute_of_hour >= 30 GROUP BY symbol_id, trade_date
)
SELECT s.ticker, o.trade_date, o.volume AS open_volume, c.volume AS close_volume
FROM part o, part c, symbols s
WHERE o.which = 'open' AND c.which = 'close'
  AND o.symbol_id = c.symbol_id AND o.trade_date = c.trade_date
  AND s.symbol_id = o.symbol_id
  AND c.volume > o.volume
ORDER BY s.ticker, o.trade_date
