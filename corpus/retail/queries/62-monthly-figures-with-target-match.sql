-- Months of 2022 and 2023 that match on region, with unknown regions compared to unknown regions.
-- pathology: S7
with m as (
  select c.region, d.month_seq, sum(s.net_paid) as revenue
  from sales s
  left join customers c on c.customer_id = s.customer_id
  join dates d on d.date_key = s.date_key
  where d.month_seq <= 24
  group by c.region, d.month_seq
)
select coalesce(a.region, 'unknown') as region, a.month_seq, a.revenue as revenue_2022, b.revenue as revenue_2023
from m a
join m b on ((a.region = b.region) or (a.region is null and b.region is null)) and b.month_seq = a.month_seq + 12
order by 1, 2
