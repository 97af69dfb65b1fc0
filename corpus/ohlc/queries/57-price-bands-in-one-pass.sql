-- Trades by price band and side, in one pass.
-- pathology: none
SELECT side,
       SUM(CASE WHEN price < 30 THEN 1 ELSE 0 END) AS below_30,
       SUM(CASE WHEN price >= 30 AND price < 60 THEN 1 ELSE 0 END) AS from_30,
       SUM(CASE WHEN price >= 60 THEN 1 ELSE 0 END) AS from_60
FROM ticks
GROUP BY side
