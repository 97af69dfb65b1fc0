-- Bars that opened at least three cents away from the close of the bar before, by symbol and day.
-- pathology: D17
WITH ranked AS (
  SELECT symbol_id, trade_date, open_price, close_price,
         RANK() OVER (PARTITION BY symbol_id ORDER BY trade_date, minute_of_day) AS rk
  FROM minute_bars
)
SELECT this.symbol_id, this.trade_date, COUNT(*) AS gaps, MAX(this.open_price - prev.close_price) AS widest
FROM ranked this
JOIN ranked prev ON prev.symbol_id = this.symbol_id AND prev.rk = this.rk - 1
WHERE this.open_price - prev.close_price > 0.025
GROUP BY this.symbol_id, this.trade_date
ORDER BY this.symbol_id, this.trade_date
