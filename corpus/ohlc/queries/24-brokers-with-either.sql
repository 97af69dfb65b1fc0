-- Brokers who made a block trade early or traded the second market late.
-- pathology: none
select b.broker_id, b.broker_name
from brokers b
where exists (select 1 from ticks t where t.broker_id = b.broker_id and t.volume = 4000 and t.hour_of_day < 11)
   or exists (select 1 from ticks t where t.broker_id = b.broker_id and t.symbol_id = 20 and t.hour_of_day = 15
                and t.trade_date >= '2024-06-10')
order by b.broker_id
