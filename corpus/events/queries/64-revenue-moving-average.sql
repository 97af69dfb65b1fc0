-- Seven-day moving average of revenue, by country.
-- pathology: none
select country, event_date, revenue,
       avg(revenue) over (partition by country order by event_date rows between 6 preceding and current row) as avg_7_days
from (select country, event_date, sum(revenue) as revenue from events where country is not null group by country, event_date) as daily
order by country, event_date
