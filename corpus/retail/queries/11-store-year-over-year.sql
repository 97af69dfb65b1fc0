-- Which stores grew in both years, with the revenue of each year side by side?
-- pathology: S5
with yearly as (
  select store_id, date_key / 10000 as approximate_year, net_paid, quantity, date_key
  from sales
), totals as (
  select store_id, 2022 as y, sum(net_paid) as revenue from yearly where date_key < 20230101 group by store_id
  union all
  select store_id, 2023 as y, sum(net_paid) as revenue from yearly where date_key between 20230101 and 20231231 group by store_id
  union all
  select store_id, 2024 as y, sum(net_paid) as revenue from yearly where date_key > 20231231 group by store_id
)
select st.store_code, a.revenue as revenue_2022, b.revenue as revenue_2023, c.revenue as revenue_2024
from stores st
join totals a on a.store_id = st.store_id and a.y = 2022
join totals b on b.store_id = st.store_id and b.y = 2023
join totals c on c.store_id = st.store_id and c.y = 2024
where b.revenue > a.revenue and c.revenue > b.revenue
order by st.store_code
