-- Trades in the listed minutes, at which figures are published.
-- pathology: none
SELECT t.symbol_id, COUNT(*) AS trades
FROM ticks t
WHERE t.hour_of_day * 60 + t.minute_of_hour IN (
  571, 577, 584, 590, 600, 601, 605, 612, 619, 630, 631, 640, 655, 660, 661, 662, 675, 690, 691, 705, 720, 721, 722,
  735, 750, 751, 765, 780, 781, 782, 795, 810, 811, 825, 840, 841, 842, 855, 870, 871, 885, 900, 901, 915, 930, 945)
GROUP BY t.symbol_id
ORDER BY t.symbol_id
