-- Turnover of retail stocks by British brokers in the sixth week's mornings.
-- pathology: S6
SELECT d.trade_date, SUM(t.price * t.volume) AS turnover
FROM ticks t, symbols s, brokers b, trading_days d, trading_hours h
WHERE t.symbol_id = s.symbol_id
  AND t.broker_id = b.broker_id
  AND t.trade_date = d.trade_date
  AND t.hour_of_day = h.hour_of_day
  AND s.sector = 'retail'
  AND b.country = 'GB'
  AND d.week_seq = 6
  AND h.session_part = 'morning'
GROUP BY d.trade_date
ORDER BY d.trade_date
