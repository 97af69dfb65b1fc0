-- An ORM's listing of the newest lines sold under an e-mail promotion with a budget above 10000.
-- pathology: D15
SELECT "s"."ticket_number", "s"."item_id", "s"."net_paid", "p"."promo_name", "c"."email"
FROM "sales" AS "s"
LEFT OUTER JOIN "promotions" AS "p" ON ("s"."promo_id" = "p"."promo_id")
LEFT OUTER JOIN "customers" AS "c" ON ("s"."customer_id" = "c"."customer_id")
WHERE ("p"."media" LIKE 'email%' AND "p"."budget" > 10000 AND "s"."date_key" >= 20240601)
ORDER BY "s"."date_key" DESC, "s"."ticket_number" DESC, "s"."item_id" ASC
LIMIT 50
