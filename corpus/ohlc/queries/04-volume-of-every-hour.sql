-- Volume of the main market in each hour, over all days, in one row.
-- pathology: D2
SELECT h9.v AS hour_9, h10.v AS hour_10, h11.v AS hour_11, h12.v AS hour_12, h13.v AS hour_13, h14.v AS hour_14, h15.v AS hour_15
FROM (SELECT SUM(volume) AS v FROM ticks, symbols WHERE ticks.symbol_id = symbols.symbol_id AND exchange = 'MAIN' AND hour_of_day = 9) h9
CROSS JOIN (SELECT SUM(volume) AS v FROM ticks, symbols WHERE ticks.symbol_id = symbols.symbol_id AND exchange = 'MAIN' AND hour_of_day = 10) h10
CROSS JOIN (SELECT SUM(volume) AS v FROM ticks, symbols WHERE ticks.symbol_id = symbols.symbol_id AND exchange = 'MAIN' AND hour_of_day = 11) h11
CROSS JOIN (SELECT SUM(volume) AS v FROM ticks, symbols WHERE ticks.symbol_id = symbols.symbol_id AND exchange = 'MAIN' AND hour_of_day = 12) h12
CROSS JOIN (SELECT SUM(volume) AS v FROM ticks, symbols WHERE ticks.symbol_id = symbols.symbol_id AND exchange = 'MAIN' AND hour_of_day = 13) h13
CROSS JOIN (SELECT SUM(volume) AS v FROM ticks, symbols WHERE ticks.symbol_id = symbols.symbol_id AND exchange = 'MAIN' AND hour_of_day = 14) h14
CROSS JOIN (SELECT SUM(volume) AS v FROM ticks, symbols WHERE ticks.symbol_id = symbols.symbol_id AND exchange = 'MAIN' AND hour_of_day = 15) h15
