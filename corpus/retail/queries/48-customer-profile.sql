-- Profiles of the small business customers of Cedar: lines bought, spent, first purchase, returns.
-- pathology: D24, S10
select c.customer_id, c.email,
       (select count(*) from sales s where s.customer_id = c.customer_id) as line_count,
       (select sum(s.net_paid) from sales s where s.customer_id = c.customer_id) as spent,
       (select min(s.date_key) from sales s where s.customer_id = c.customer_id) as first_purchase,
       (select count(*) from returns r where r.customer_id = c.customer_id) as return_count
from customers c
where c.city = 'Cedar' and c.segment = 'small business'
order by c.customer_id
