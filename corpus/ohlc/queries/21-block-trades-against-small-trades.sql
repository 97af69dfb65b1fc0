-- Symbol days with both block trades and very small trades: numbers of each.
-- pathology: none
WITH blocks AS (
  SELECT symbol_id, trade_date, COUNT(*) AS block_trades, SUM(volume) AS block_volume
  FROM ticks WHERE volume >= 3990 GROUP BY symbol_id, trade_date
), small AS (
  SELECT symbol_id, trade_date, COUNT(*) AS small_trades, SUM(volume) AS small_volume
  FROM ticks WHERE volume <= 20 GROUP BY symbol_id, trade_date
)
SELECT blocks.symbol_id, blocks.trade_date, block_trades, small_trades
FROM blocks JOIN small ON blocks.symbol_id = small.symbol_id AND blocks.trade_date = small.trade_date
ORDER BY blocks.symbol_id, blocks.trade_date
