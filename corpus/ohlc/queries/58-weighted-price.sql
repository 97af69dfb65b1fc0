-- Volume-weighted price of each symbol on the last day.
-- pathology: none
SELECT symbol_id, SUM(price * volume) * 1.0 / SUM(volume) AS weighted_price
FROM ticks
WHERE trade_date = '2024-06-14'
GROUP BY symbol_id
ORDER BY symbol_id
