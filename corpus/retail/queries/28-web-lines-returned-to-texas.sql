-- An ORM's listing of the dearest web lines that were returned to a store of Texas.
-- pathology: D15
SELECT "s"."ticket_number", "s"."item_id", "s"."net_paid", "r"."refund", "st"."store_code"
FROM "sales" AS "s"
LEFT OUTER JOIN "returns" AS "r" ON ("s"."ticket_number" = "r"."ticket_number" AND "s"."item_id" = "r"."item_id")
INNER JOIN "stores" AS "st" ON ("r"."store_id" = "st"."store_id")
WHERE ("st"."state" = 'TX' AND "s"."channel" = 'web')
ORDER BY "r"."refund" DESC, "s"."ticket_number" DESC, "s"."item_id" ASC
LIMIT 50
