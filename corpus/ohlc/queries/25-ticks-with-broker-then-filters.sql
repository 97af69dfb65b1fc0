-- Trades of the energy sector on half days, with the fee of the broker where there is one.
-- pathology: D14
SELECT s.ticker, COUNT(*) AS trades, AVG(COALESCE(b.fee_bps, 0)) AS avg_fee
FROM ticks t
LEFT JOIN brokers b ON b.broker_id = t.broker_id
JOIN trading_days d ON d.trade_date = t.trade_date
JOIN symbols s ON s.symbol_id = t.symbol_id
WHERE d.is_half_day = 1
  AND s.sector = 'energy'
GROUP BY s.ticker
ORDER BY s.ticker
