-- Number of different brokers and prices of each symbol.
-- pathology: none
select symbol_id, count(distinct broker_id) as brokers, count(distinct price) as prices
from ticks
group by symbol_id
order by symbol_id
