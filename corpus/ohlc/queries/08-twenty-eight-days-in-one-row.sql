-- Open, high, low and volume of CLD on 28 days, in one row for a spreadsheet.
-- pathology: D2
SELECT
  (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-06' AND b.minute_of_day = 570) AS open_20240506
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-06') AS high_20240506
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-06') AS low_20240506
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-06') AS volume_20240506
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-07' AND b.minute_of_day = 570) AS open_20240507
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-07') AS high_20240507
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-07') AS low_20240507
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-07') AS volume_20240507
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-08' AND b.minute_of_day = 570) AS open_20240508
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-08') AS high_20240508
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-08') AS low_20240508
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-08') AS volume_20240508
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-09' AND b.minute_of_day = 570) AS open_20240509
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-09') AS high_20240509
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-09') AS low_20240509
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-09') AS volume_20240509
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-10' AND b.minute_of_day = 570) AS open_20240510
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-10') AS high_20240510
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-10') AS low_20240510
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-10') AS volume_20240510
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-13' AND b.minute_of_day = 570) AS open_20240513
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-13') AS high_20240513
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-13') AS low_20240513
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-13') AS volume_20240513
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-14' AND b.minute_of_day = 570) AS open_20240514
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-14') AS high_20240514
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-14') AS low_20240514
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-14') AS volume_20240514
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-15' AND b.minute_of_day = 570) AS open_20240515
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-15') AS high_20240515
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-15') AS low_20240515
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-15') AS volume_20240515
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-16' AND b.minute_of_day = 570) AS open_20240516
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-16') AS high_20240516
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-16') AS low_20240516
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-16') AS volume_20240516
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-17' AND b.minute_of_day = 570) AS open_20240517
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-17') AS high_20240517
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-17') AS low_20240517
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-17') AS volume_20240517
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-20' AND b.minute_of_day = 570) AS open_20240520
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-20') AS high_20240520
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-20') AS low_20240520
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-20') AS volume_20240520
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-21' AND b.minute_of_day = 570) AS open_20240521
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-21') AS high_20240521
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-21') AS low_20240521
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-21') AS volume_20240521
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-22' AND b.minute_of_day = 570) AS open_20240522
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-22') AS high_20240522
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-22') AS low_20240522
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-22') AS volume_20240522
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-23' AND b.minute_of_day = 570) AS open_20240523
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-23') AS high_20240523
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-23') AS low_20240523
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-23') AS volume_20240523
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-24' AND b.minute_of_day = 570) AS open_20240524
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-24') AS high_20240524
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-24') AS low_20240524
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-24') AS volume_20240524
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-28' AND b.minute_of_day = 570) AS open_20240528
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-28') AS high_20240528
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-28') AS low_20240528
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-28') AS volume_20240528
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-29' AND b.minute_of_day = 570) AS open_20240529
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-29') AS high_20240529
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-29') AS low_20240529
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-29') AS volume_20240529
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-30' AND b.minute_of_day = 570) AS open_20240530
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-30') AS high_20240530
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-30') AS low_20240530
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-30') AS volume_20240530
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-31' AND b.minute_of_day = 570) AS open_20240531
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-31') AS high_20240531
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-31') AS low_20240531
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-05-31') AS volume_20240531
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-03' AND b.minute_of_day = 570) AS open_20240603
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-03') AS high_20240603
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-03') AS low_20240603
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-03') AS volume_20240603
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-04' AND b.minute_of_day = 570) AS open_20240604
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-04') AS high_20240604
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-04') AS low_20240604
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-04') AS volume_20240604
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-05' AND b.minute_of_day = 570) AS open_20240605
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-05') AS high_20240605
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-05') AS low_20240605
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-05') AS volume_20240605
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-06' AND b.minute_of_day = 570) AS open_20240606
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-06') AS high_20240606
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-06') AS low_20240606
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-06') AS volume_20240606
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-07' AND b.minute_of_day = 570) AS open_20240607
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-07') AS high_20240607
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-07') AS low_20240607
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-07') AS volume_20240607
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-10' AND b.minute_of_day = 570) AS open_20240610
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-10') AS high_20240610
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-10') AS low_20240610
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-10') AS volume_20240610
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-11' AND b.minute_of_day = 570) AS open_20240611
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-11') AS high_20240611
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-11') AS low_20240611
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-11') AS volume_20240611
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-12' AND b.minute_of_day = 570) AS open_20240612
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-12') AS high_20240612
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-12') AS low_20240612
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-12') AS volume_20240612
, (SELECT MAX(b.open_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-13' AND b.minute_of_day = 570) AS open_20240613
, (SELECT MAX(b.high_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-13') AS high_20240613
, (SELECT MIN(b.low_price) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-13') AS low_20240613
, (SELECT SUM(b.volume) FROM minute_bars b WHERE b.symbol_id = 3 AND b.trade_date = '2024-06-13') AS volume_20240613
