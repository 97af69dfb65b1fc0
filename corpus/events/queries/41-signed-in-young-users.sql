-- Events of a day with a user born after 1990.
-- pathology: none
select "e"."event_type", count("e"."event_id") as "hits"
from "events" "e"
left outer join "users" "u" on "u"."user_id" = "e"."user_id"
where "e"."event_date" = '2024-03-11' and "u"."birth_year" > 1990
group by "e"."event_type"
having count("e"."event_id") > 0
order by "e"."event_type"
