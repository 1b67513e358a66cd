-- Versions come into force by the date of their document, which begins at midnight in China, wherever the database stands.
create function land.today() returns date language sql stable
  as $$ select (now() at time zone 'Asia/Shanghai')::date $$;

create or replace view land.layer_in_force with (security_invoker = true) as
  select distinct on (programme_id, kind) * from land.layer
  where (effective_from is null or effective_from <= land.today()) and (effective_to is null or effective_to > land.today())
  order by programme_id, kind, version desc;
create or replace view land.boundary_in_force with (security_invoker = true) as
  select distinct on (programme_id, base_id) * from land.base_boundary
  where effective_from <= land.today() and (effective_to is null or effective_to > land.today())
  order by programme_id, base_id, version desc;
