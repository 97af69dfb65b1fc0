-- The last trade of each symbol on one day, by numbering.
-- pathology: none
SELECT symbol_id, tick_time, price
FROM (SELECT symbol_id, tick_time, price, ROW_NUMBER() OVER (PARTITION BY symbol_id ORDER BY tick_id DESC) AS rn
      FROM ticks WHERE trade_date = '2024-05-22') AS numbered
WHERE rn = 1
ORDER BY symbol_id
