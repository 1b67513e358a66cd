-- Takes statistics of what a build has read and written. Until autovacuum comes by, a minute or more after a city was brought
-- in, the planner thinks it has a handful of parcels and compares each with each. Only the owner may take statistics.
create function land.take_statistics() returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$
    begin
      analyze land.parcel, land.layer_feature, land.parcel_fact, land.parcel_overlap;
    end
  $$;
revoke execute on function land.take_statistics() from public;
grant execute on function land.take_statistics() to lizhu_app;
