-- Bars to check: very large volume, very wide, or in the last minute with little volume.
-- pathology: D23
SELECT symbol_id, trade_date, minute_of_day FROM minute_bars WHERE volume > 60000
UNION
SELECT symbol_id, trade_date, minute_of_day FROM minute_bars WHERE high_price - low_price > 1
UNION
SELECT symbol_id, trade_date, minute_of_day FROM minute_bars WHERE minute_of_day = 959 AND volume < 100
