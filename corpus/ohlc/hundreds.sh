#!/bin/sh
# Writes the two queries with hundreds of subqueries to standard output: `sh hundreds.sh days` and `sh hundreds.sh hours`.
set -eu

symbol=3
dates="2024-05-06 2024-05-07 2024-05-08 2024-05-09 2024-05-10 2024-05-13 2024-05-14 2024-05-15 2024-05-16 2024-05-17
2024-05-20 2024-05-21 2024-05-22 2024-05-23 2024-05-24 2024-05-28 2024-05-29 2024-05-30 2024-05-31 2024-06-03 2024-06-04
2024-06-05 2024-06-06 2024-06-07 2024-06-10 2024-06-11 2024-06-12 2024-06-13"

# One row, four columns a day: 28 days, 112 subqueries.
days() {
  echo "-- Open, high, low and volume of CLD on 28 days, in one row for a spreadsheet."
  echo "-- pathology: D2"
  echo "SELECT"
  before=" "
  for date in $dates; do
    day=$(echo "$date" | tr -d -)
    where="FROM minute_bars b WHERE b.symbol_id = $symbol AND b.trade_date = '$date'"
    cat <<SQL
$before (SELECT MAX(b.open_price) $where AND b.minute_of_day = 570) AS open_$day
, (SELECT MAX(b.high_price) $where) AS high_$day
, (SELECT MIN(b.low_price) $where) AS low_$day
, (SELECT SUM(b.volume) $where) AS volume_$day
SQL
    before=","
  done
}

# A row an hour, four columns each: 21 days of seven hours, 588 subqueries.
hours() {
  echo "-- Hour by hour high, low, opening and closing price of CLD over 21 days."
  echo "-- pathology: D2"
  union=""
  for date in $(echo $dates | cut -d ' ' -f 1-21); do
    for hour in 9 10 11 12 13 14 15; do
      where="FROM ticks t WHERE t.symbol_id = $symbol AND t.trade_date = '$date' AND t.hour_of_day = $hour"
      opening="t.minute_of_hour BETWEEN $([ $hour = 9 ] && echo "30 AND 34" || echo "0 AND 4")"
      [ -z "$union" ] || echo "UNION ALL"
      cat <<SQL
SELECT '$date' AS trade_date, $hour AS hour_of_day,
  (SELECT MAX(t.price) $where) AS high_price,
  (SELECT MIN(t.price) $where) AS low_price,
  (SELECT MAX(t.price) $where AND $opening) AS opening_high,
  (SELECT MIN(t.price) $where AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
SQL
      union=1
    done
  done
  echo "ORDER BY trade_date, hour_of_day"
}

"$1"
