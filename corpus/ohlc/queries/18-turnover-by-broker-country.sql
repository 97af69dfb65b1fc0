-- Turnover by the country of the broker and the week.
-- pathology: D7
select b.country, d.week_seq, sum(t.price * t.volume) as turnover, max(t.volume) as largest
from ticks t, brokers b, trading_days d
where t.broker_id = b.broker_id
  and t.trade_date = d.trade_date
group by b.country, d.week_seq
order by turnover desc
