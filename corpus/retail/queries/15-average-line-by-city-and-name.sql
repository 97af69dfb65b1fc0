-- What is the average line by city, family name and segment of the customer? (For a mailing.)
-- pathology: D7
select c.city, c.last_name, c.segment, avg(s.quantity) as avg_pieces, sum(s.net_paid) as revenue, count(s.discount) as discounted
from sales s, customers c
where s.customer_id = c.customer_id
group by c.city, c.last_name, c.segment
order by revenue desc, c.city, c.last_name, c.segment
