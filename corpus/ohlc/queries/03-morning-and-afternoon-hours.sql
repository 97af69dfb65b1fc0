-- High and low of all health stocks in four hours of the twentieth of May.
-- pathology: none
select *
from (select max(t.price) as high_10, min(t.price) as low_10 from ticks t join symbols s on s.symbol_id = t.symbol_id
      where s.sector = 'health' and t.trade_date = '2024-05-20' and t.hour_of_day = 10) h10,
     (select max(t.price) as high_11, min(t.price) as low_11 from ticks t join symbols s on s.symbol_id = t.symbol_id
      where s.sector = 'health' and t.trade_date = '2024-05-20' and t.hour_of_day = 11) h11,
     (select max(t.price) as high_14, min(t.price) as low_14 from ticks t join symbols s on s.symbol_id = t.symbol_id
      where s.sector = 'health' and t.trade_date = '2024-05-20' and t.hour_of_day = 14) h14,
     (select max(t.price) as high_15, min(t.price) as low_15 from ticks t join symbols s on s.symbol_id = t.symbol_id
      where s.sector = 'health' and t.trade_date = '2024-05-20' and t.hour_of_day = 15) h15
