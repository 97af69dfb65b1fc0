-- What is the ratio of morning to evening lines for expensive clothing?
-- pathology: none
SELECT am.line_count * 1.0 / pm.line_count AS am_pm_ratio
FROM (SELECT COUNT(*) AS line_count
      FROM sales JOIN items ON items.item_id = sales.item_id
      WHERE items.category = 'Clothing' AND items.list_price > 50.00 AND sales.sold_hour BETWEEN 8 AND 10) AS am
CROSS JOIN
     (SELECT COUNT(*) AS line_count
      FROM sales JOIN items ON items.item_id = sales.item_id
      WHERE items.category = 'Clothing' AND items.list_price > 50.00 AND sales.sold_hour BETWEEN 18 AND 20) AS pm
