-- In each band of the minute of the hour, the average volume, or the average price where trades are few.
-- pathology: D3
SELECT
  CASE WHEN (SELECT COUNT(*) FROM ticks WHERE minute_of_hour BETWEEN 0 AND 14) > 300000
       THEN (SELECT AVG(volume) FROM ticks WHERE minute_of_hour BETWEEN 0 AND 14)
       ELSE (SELECT AVG(price) FROM ticks WHERE minute_of_hour BETWEEN 0 AND 14) END AS first_quarter,
  CASE WHEN (SELECT COUNT(*) FROM ticks WHERE minute_of_hour BETWEEN 15 AND 29) > 1000
       THEN (SELECT AVG(volume) FROM ticks WHERE minute_of_hour BETWEEN 15 AND 29)
       ELSE (SELECT AVG(price) FROM ticks WHERE minute_of_hour BETWEEN 15 AND 29) END AS second_quarter,
  CASE WHEN (SELECT COUNT(*) FROM ticks WHERE minute_of_hour BETWEEN 30 AND 44) > 1000
       THEN (SELECT AVG(volume) FROM ticks WHERE minute_of_hour BETWEEN 30 AND 44)
       ELSE (SELECT AVG(price) FROM ticks WHERE minute_of_hour BETWEEN 30 AND 44) END AS third_quarter,
  CASE WHEN (SELECT COUNT(*) FROM ticks WHERE minute_of_hour BETWEEN 45 AND 59) > 500000
       THEN (SELECT AVG(volume) FROM ticks WHERE minute_of_hour BETWEEN 45 AND 59)
       ELSE (SELECT AVG(price) FROM ticks WHERE minute_of_hour BETWEEN 45 AND 59) END AS fourth_quarter
