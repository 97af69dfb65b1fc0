-- Which corporate customers put two different promotions on one ticket?
-- pathology: D1
select c.customer_id, c.email, c.segment
from customers c
where c.segment = 'corporate'
  and c.customer_id in (
    select s1.customer_id
    from sales s1
    join sales s2 on s2.ticket_number = s1.ticket_number and s2.promo_id <> s1.promo_id
    where s1.promo_id <= 20
  )
order by c.customer_id
