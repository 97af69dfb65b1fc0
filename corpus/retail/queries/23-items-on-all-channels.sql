-- Which items sold on all three channels in the first week of 2024?
-- pathology: D12
select item_id from sales where channel = 'store' and date_key between 20240101 and 20240107
intersect
select item_id from sales where channel = 'web' and date_key between 20240101 and 20240107
intersect
select item_id from sales where channel = 'phone' and date_key between 20240101 and 20240107
order by item_id
