-- Daily open, high, low, close of all symbols for the last week, one subquery a figure.
-- pathology: D24, S10
select s.ticker, d.trade_date,
       (select max(t.price) from ticks t where t.symbol_id = s.symbol_id and t.trade_date = d.trade_date) as high_price,
       (select min(t.price) from ticks t where t.symbol_id = s.symbol_id and t.trade_date = d.trade_date) as low_price,
       (select sum(t.volume) from ticks t where t.symbol_id = s.symbol_id and t.trade_date = d.trade_date) as volume
from symbols s, trading_days d
where d.week_seq = 6
order by s.ticker, d.trade_date
