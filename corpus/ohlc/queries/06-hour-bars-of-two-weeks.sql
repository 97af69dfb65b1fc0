-- Hour bars of DUN for two weeks: high, low, price range in the opening and in the closing minutes, volume.
-- pathology: D24, S10
SELECT d.trade_date, h.hour_of_day,
       (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 4 AND b.trade_date = d.trade_date
          AND b.minute_of_day BETWEEN h.hour_of_day * 60 AND h.hour_of_day * 60 + 59) AS high_price,
       (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 4 AND b.trade_date = d.trade_date
          AND b.minute_of_day BETWEEN h.hour_of_day * 60 AND h.hour_of_day * 60 + 59) AS low_price,
       (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 4 AND b.trade_date = d.trade_date
          AND b.minute_of_day BETWEEN h.hour_of_day * 60 AND h.hour_of_day * 60 + 4) AS opening_high,
       (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 4 AND b.trade_date = d.trade_date
          AND b.minute_of_day BETWEEN h.hour_of_day * 60 AND h.hour_of_day * 60 + 59) AS volume
FROM trading_days d CROSS JOIN trading_hours h
WHERE d.week_seq <= 2
ORDER BY d.trade_date, h.hour_of_day
