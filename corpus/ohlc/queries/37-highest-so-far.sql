-- The highest price so far at each minute of the first day for AVO.
-- pathology: D21, S9
select m.minute_of_day, m.close_price,
       (select max(e.high_price) from minute_bars e
        where e.symbol_id = 1 and e.trade_date = '2024-05-06' and e.minute_of_day <= m.minute_of_day) as high_so_far
from minute_bars m
where m.symbol_id = 1 and m.trade_date = '2024-05-06'
order by m.minute_of_day
