-- Lines that came back in January 2024, by category.
-- pathology: D15
select i.category, count(*) as lines, sum(s.net_paid) as sold_for, sum(r.refund) as refunded
from sales s
left join returns r on r.ticket_number = s.ticket_number and r.item_id = s.item_id
join items i on i.item_id = s.item_id
join dates d on d.date_key = r.return_date_key
where d.year_number = 2024
  and d.month_number = 1
group by i.category
order by i.category
