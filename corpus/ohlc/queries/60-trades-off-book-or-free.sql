-- Trades of the half day that cost no known fee.
-- pathology: none
SELECT COUNT(*) AS trades
FROM ticks t
LEFT JOIN brokers b ON b.broker_id = t.broker_id
WHERE t.trade_date = '2024-05-24'
  AND b.fee_bps IS NULL
