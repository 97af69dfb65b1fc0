-- The hundred trades with the highest turnover, each with the sector.
-- pathology: none
select t.tick_id, s.sector, sum(t.price * t.volume) as turnover
from ticks t join symbols s on s.symbol_id = t.symbol_id
where t.volume > 3000
group by t.tick_id, s.sector
order by turnover desc, t.tick_id
limit 100
