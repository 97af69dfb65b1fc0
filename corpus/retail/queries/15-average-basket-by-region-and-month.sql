-- What is the average line value by customer region and month?
-- pathology: D7
select c.region, d.year_number, d.month_number, avg(s.net_paid) as avg_line, count(s.discount) as discounted
from sales s, customers c, dates d
where s.customer_id = c.customer_id
  and s.date_key = d.date_key
  and d.year_number in (2022, 2023)
group by c.region, d.year_number, d.month_number
