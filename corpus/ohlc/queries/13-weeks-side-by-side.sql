-- Weekly highs of each symbol side by side, where they rose three weeks in a row.
-- pathology: S5
with weekly as (
  select b.symbol_id, d.week_seq, max(b.high_price) as high_price
  from minute_bars b join trading_days d on d.trade_date = b.trade_date
  group by b.symbol_id, d.week_seq
)
select s.ticker, w1.week_seq, w1.high_price as week_1, w2.high_price as week_2, w3.high_price as week_3
from symbols s
join weekly w1 on w1.symbol_id = s.symbol_id
join weekly w2 on w2.symbol_id = s.symbol_id and w2.week_seq = w1.week_seq + 1
join weekly w3 on w3.symbol_id = s.symbol_id and w3.week_seq = w1.week_seq + 2
where w1.high_price < w2.high_price and w2.high_price < w3.high_price
order by s.ticker, w1.week_seq
