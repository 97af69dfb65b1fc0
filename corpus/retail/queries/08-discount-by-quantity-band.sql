-- For each quantity band, the average discount where the band is popular, else the average paid.
-- pathology: D3
SELECT
  CASE WHEN (SELECT count(*) FROM sales WHERE quantity BETWEEN 1 AND 20) > 1000
       THEN (SELECT avg(discount) FROM sales WHERE quantity BETWEEN 1 AND 20)
       ELSE (SELECT avg(net_paid) FROM sales WHERE quantity BETWEEN 1 AND 20) END AS band1,
  CASE WHEN (SELECT count(*) FROM sales WHERE quantity BETWEEN 21 AND 40) > 100000
       THEN (SELECT avg(discount) FROM sales WHERE quantity BETWEEN 21 AND 40)
       ELSE (SELECT avg(net_paid) FROM sales WHERE quantity BETWEEN 21 AND 40) END AS band2,
  CASE WHEN (SELECT count(*) FROM sales WHERE quantity BETWEEN 41 AND 60) > 150000
       THEN (SELECT avg(discount) FROM sales WHERE quantity BETWEEN 41 AND 60)
       ELSE (SELECT avg(net_paid) FROM sales WHERE quantity BETWEEN 41 AND 60) END AS band3,
  CASE WHEN (SELECT count(*) FROM sales WHERE quantity BETWEEN 61 AND 80) > 500
       THEN (SELECT avg(discount) FROM sales WHERE quantity BETWEEN 61 AND 80)
       ELSE (SELECT avg(net_paid) FROM sales WHERE quantity BETWEEN 61 AND 80) END AS band4,
  CASE WHEN (SELECT count(*) FROM sales WHERE quantity BETWEEN 81 AND 100) > 90000
       THEN (SELECT avg(discount) FROM sales WHERE quantity BETWEEN 81 AND 100)
       ELSE (SELECT avg(net_paid) FROM sales WHERE quantity BETWEEN 81 AND 100) END AS band5
