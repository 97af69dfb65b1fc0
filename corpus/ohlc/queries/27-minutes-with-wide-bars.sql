-- Ticks of the last day in minutes whose bar is at least five cents wide.
-- pathology: none
select t.tick_id, t.symbol_id, t.price, m.high_price, m.low_price
from ticks t
left outer join minute_bars m
  on m.symbol_id = t.symbol_id and m.trade_date = t.trade_date and m.minute_of_day = t.hour_of_day * 60 + t.minute_of_hour
where t.trade_date = '2024-06-14'
  and m.high_price - m.low_price > 0.045
order by t.tick_id
limit 200
