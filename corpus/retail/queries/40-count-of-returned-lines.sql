-- Pagination count of an admin page listing returns with their sale, item and reason.
-- pathology: D20
SELECT COUNT(*) AS "__count"
FROM (
  SELECT "r"."ticket_number" AS "col1", "r"."item_id" AS "col2", "i"."item_name" AS "col3"
  FROM "returns" "r"
  INNER JOIN "sales" "s" ON ("r"."ticket_number" = "s"."ticket_number" AND "r"."item_id" = "s"."item_id")
  INNER JOIN "items" "i" ON ("s"."item_id" = "i"."item_id")
  LEFT OUTER JOIN "reasons" "rs" ON ("r"."reason_id" = "rs"."reason_id")
  WHERE "r"."refund" > 100
) "subquery"
