-- Daily mean price with the change to the day before.
-- pathology: none
with daily as (select symbol_id, trade_date, avg(close_price) as mean_price from minute_bars group by symbol_id, trade_date)
select symbol_id, trade_date, mean_price,
       mean_price - lag(mean_price) over (partition by symbol_id order by trade_date) as price_change
from daily
order by symbol_id, trade_date
