-- Symbol seconds of the first day that saw buyers but no sellers.
-- pathology: D12
SELECT COUNT(*) AS buyer_seconds
FROM (
  SELECT DISTINCT symbol_id, tick_time FROM ticks WHERE side = 'B' AND trade_date = '2024-05-06'
  EXCEPT
  SELECT DISTINCT symbol_id, tick_time FROM ticks WHERE side = 'S' AND trade_date = '2024-05-06'
) AS seconds
