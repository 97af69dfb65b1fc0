-- Lines and revenue with and without a known customer.
-- pathology: none
select case when customer_id is null then 'anonymous' else 'known' end as buyer,
       count(*) as line_count, sum(net_paid) as revenue
from sales
group by case when customer_id is null then 'anonymous' else 'known' end
order by buyer
