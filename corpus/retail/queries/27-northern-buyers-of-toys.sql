-- Which toys do buyers of the North take, and how many of each?
-- pathology: D15
select i.item_name, sum(s.quantity) as pieces
from sales s
left join items i on i.item_id = s.item_id
left join customers c on c.customer_id = s.customer_id
where c.region = 'North'
  and i.category = 'Toys'
  and s.date_key between 20240301 and 20240430
group by i.item_name
order by pieces desc, i.item_name
limit 25
