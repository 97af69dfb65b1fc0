-- Returns where the returner or the original buyer is a public body with a good credit score.
-- pathology: D18, S8
select c.customer_id, count(*) as return_count
from returns r
join sales s on s.ticket_number = r.ticket_number and s.item_id = r.item_id
join customers c on (c.customer_id = r.customer_id or c.customer_id = s.customer_id)
where c.segment = 'public'
  and c.credit_score > 700
  and r.reason_id = 3
group by c.customer_id
order by return_count desc, c.customer_id
