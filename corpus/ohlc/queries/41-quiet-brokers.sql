-- Brokers that did not sell the least traded symbol at noon of the second day.
-- pathology: S2
select b.broker_id, b.broker_name, b.country
from brokers b
where not exists (select * from ticks t
                  where t.broker_id = b.broker_id and t.symbol_id = 20 and t.side = 'S'
                    and t.trade_date = '2024-05-07' and t.hour_of_day = 12)
order by b.broker_id
