-- The closing trade of each symbol and day of the second week.
-- pathology: S1, D21
select t.symbol_id, t.trade_date, t.tick_time, t.price
from ticks t
join trading_days d on d.trade_date = t.trade_date
where d.week_seq = 2
  and t.tick_id = (select max(l.tick_id) from ticks l where l.symbol_id = t.symbol_id and l.trade_date = t.trade_date)
order by t.symbol_id, t.trade_date
