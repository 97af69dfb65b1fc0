-- How many lines above 500 were there, by hour (report tool with optional dimensions joined)?
-- pathology: D20
select s.sold_hour, count(*) as big_lines
from sales s
left join customers c on c.customer_id = s.customer_id
left join promotions p on p.promo_id = s.promo_id
left join returns r on r.ticket_number = s.ticket_number and r.item_id = s.item_id
where s.net_paid > 500
group by s.sold_hour
order by s.sold_hour
