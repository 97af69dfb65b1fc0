-- Minutes of the week of the third of June in which symbol 20 traded and symbol 1 did not.
-- pathology: none
SELECT b.trade_date, COUNT(*) AS minutes
FROM minute_bars b
WHERE b.symbol_id = 20
  AND b.trade_date BETWEEN '2024-06-03' AND '2024-06-07'
  AND NOT EXISTS (SELECT 1 FROM minute_bars o
                  WHERE o.symbol_id = 1 AND o.trade_date = b.trade_date AND o.minute_of_day = b.minute_of_day)
GROUP BY b.trade_date
ORDER BY b.trade_date
