-- Public customers' tickets of May 2022 on which two promotions met: tickets and revenue by store.
-- pathology: D1
select s.store_id, count(distinct s.ticket_number) as tickets, sum(s.net_paid) as revenue
from sales s
join customers c on c.customer_id = s.customer_id
where c.segment = 'public'
  and s.date_key between 20220501 and 20220531
  and s.ticket_number in (
    select s1.ticket_number
    from sales s1
    join sales s2 on s2.ticket_number = s1.ticket_number
    where s2.promo_id <> s1.promo_id
  )
group by s.store_id
order by s.store_id
