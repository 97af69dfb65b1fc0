-- Symbol days with a volume of a tenth above the symbol's average day.
-- pathology: S4
with daily as (
  select symbol_id, trade_date, sum(volume) as volume
  from ticks
  group by symbol_id, trade_date
)
select d.symbol_id, d.trade_date, d.volume
from daily d
where d.volume > (select 1.1 * avg(x.volume) from daily x where x.symbol_id = d.symbol_id)
order by d.symbol_id, d.trade_date
