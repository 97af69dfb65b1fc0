-- Trades by side, from a model that joins the broker and the minute bar of every trade.
-- pathology: D20
select t.side, count(*) as trades, min(t.price) as lowest
from ticks t
left join brokers b on b.broker_id = t.broker_id
left join minute_bars m
  on m.symbol_id = t.symbol_id and m.trade_date = t.trade_date and m.minute_of_day = t.hour_of_day * 60 + t.minute_of_hour
group by t.side
order by trades
