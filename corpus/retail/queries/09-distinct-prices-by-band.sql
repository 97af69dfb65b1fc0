-- In four quantity bands, how many lines and different unit prices are there near the given price points?
-- pathology: D4
SELECT *
FROM (SELECT avg(unit_price) AS b1_avg, count(unit_price) AS b1_count, count(DISTINCT unit_price) AS b1_distinct
      FROM sales WHERE quantity BETWEEN 0 AND 5
        AND (unit_price BETWEEN 8 AND 18 OR discount BETWEEN 20 AND 60)) b1,
     (SELECT avg(unit_price) AS b2_avg, count(unit_price) AS b2_count, count(DISTINCT unit_price) AS b2_distinct
      FROM sales WHERE quantity BETWEEN 6 AND 10
        AND (unit_price BETWEEN 90 AND 100 OR discount BETWEEN 50 AND 150)) b2,
     (SELECT avg(unit_price) AS b3_avg, count(unit_price) AS b3_count, count(DISTINCT unit_price) AS b3_distinct
      FROM sales WHERE quantity BETWEEN 11 AND 15
        AND (unit_price BETWEEN 142 AND 152 OR discount BETWEEN 200 AND 300)) b3,
     (SELECT avg(unit_price) AS b4_avg, count(unit_price) AS b4_count, count(DISTINCT unit_price) AS b4_distinct
      FROM sales WHERE quantity BETWEEN 16 AND 20
        AND (unit_price BETWEEN 35 AND 45 OR discount BETWEEN 100 AND 250)) b4
