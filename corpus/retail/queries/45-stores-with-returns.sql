-- Which stores took back goods for a recall?
-- pathology: D22
select distinct st.store_id, st.store_name, st.city
from stores st, returns r, reasons rs
where r.store_id = st.store_id
  and rs.reason_id = r.reason_id
  and rs.description in ('Recall', 'Damaged')
order by st.store_id
