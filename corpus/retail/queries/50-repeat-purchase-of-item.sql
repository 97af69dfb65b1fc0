-- Customers who bought the same item again in the year after.
-- pathology: S2
select count(distinct a.customer_id) as loyal_customers, count(*) as repeat_lines
from sales a
where a.date_key between 20230101 and 20230131
  and exists (select null from sales b
              where b.customer_id = a.customer_id and b.item_id = a.item_id and b.date_key >= 20240101)
