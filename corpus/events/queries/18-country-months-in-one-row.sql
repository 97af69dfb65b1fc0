-- Countries whose revenue rose from the first to the second half of March and again in April.
-- pathology: S5
with half as (
  select country, 1 as part, sum(revenue) as revenue from events
  where event_date between '2024-03-01' and '2024-03-15' group by country
  union all
  select country, 2, sum(revenue) from events
  where event_date between '2024-03-16' and '2024-03-31' group by country
  union all
  select country, 3, sum(revenue) from events
  where event_date between '2024-04-01' and '2024-04-15' group by country
)
select a.country, a.revenue as early_march, b.revenue as late_march, c.revenue as early_april
from half a
join half b on b.country = a.country and b.part = 2
join half c on c.country = a.country and c.part = 3
where a.part = 1
order by a.country
