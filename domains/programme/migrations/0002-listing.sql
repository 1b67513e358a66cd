-- The system that works for no programme sees which there are: for what happens to all of them, as a new day does.
create policy listing on programme.programme for select to lizhu_app
  using ((select current_setting('lizhu.role', true)) = 'system'
    and (select nullif(current_setting('lizhu.programme', true), '')) is null);
