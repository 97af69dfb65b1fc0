-- The largest jumps from one trade to the next of symbol FJD.
-- pathology: D17
with numbered as (
  select tick_id, price, row_number() over (order by tick_id) as rn
  from ticks
  where symbol_id = 6
)
select n.tick_id, p.price as from_price, n.price as to_price
from numbered n, numbered p
where n.rn = p.rn + 1
  and (n.price - p.price > 0.155 or p.price - n.price > 0.155)
order by n.tick_id
