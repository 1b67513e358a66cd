-- Long work as people see it: who asked, under which scope it runs, how far it is, what came of it. graphile-worker keeps
-- the queue itself in a schema of its own; a row here and its place in the queue are made by one insert.
create schema jobs;
grant usage on schema jobs to lizhu_app;

create table jobs.job (
  programme_id uuid not null,
  base_id uuid not null,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z0-9.-]{0,79}$'),
  key text check (length(key) between 1 and 200),
  -- Jobs of one queue run one after the other.
  queue text check (length(queue) between 1 and 100),
  payload jsonb not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  progress real not null default 0 check (progress between 0 and 1),
  message jsonb,
  attempts integer not null default 0,
  enqueued_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  cancel_requested_at timestamptz,
  error_code text,
  error_detail jsonb,
  result jsonb,
  -- The scope of whoever enqueued it.
  user_id uuid,
  post_id uuid,
  role text not null,
  base_ids uuid[] not null,
  primary key (programme_id, id)
);
create index job_key on jobs.job (programme_id, base_id, kind, key) where key is not null and state in ('queued', 'running');
create index job_newest on jobs.job (programme_id, base_id, id desc);

alter table jobs.job enable row level security;
alter table jobs.job force row level security;
create policy scope on jobs.job for select to lizhu_app
  using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
    and base_id = any ((select nullif(current_setting('lizhu.bases', true), '')::uuid[])::uuid[])
    and (select current_setting('lizhu.role', true)) in ('administrator', 'land-officer', 'viewer', 'system'));
-- A job carries the scope it was asked under, never a wider one.
create policy adding on jobs.job for insert to lizhu_app
  with check (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
    and base_id = any ((select nullif(current_setting('lizhu.bases', true), '')::uuid[])::uuid[])
    and role = (select current_setting('lizhu.role', true)) and role <> 'public'
    and user_id is not distinct from (select nullif(current_setting('lizhu.user', true), '')::uuid)
    and post_id is not distinct from (select nullif(current_setting('lizhu.post', true), '')::uuid)
    and base_ids <@ (select nullif(current_setting('lizhu.bases', true), '')::uuid[]));
create policy changing on jobs.job for update to lizhu_app
  using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
    and base_id = any ((select nullif(current_setting('lizhu.bases', true), '')::uuid[])::uuid[])
    and ((select current_setting('lizhu.role', true)) in ('administrator', 'system')
      or user_id = (select nullif(current_setting('lizhu.user', true), '')::uuid)));
grant select, insert on jobs.job to lizhu_app;
-- What it is and under which scope it runs does not change.
grant update (state, progress, message, attempts, started_at, finished_at, cancel_requested_at, error_code, error_detail,
  result) on jobs.job to lizhu_app;

-- Puts a new job into graphile-worker's queue. The definer owns that queue; the application itself cannot reach it.
create function jobs.hand_over() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(new.kind,
    json_build_object('programmeId', new.programme_id, 'baseId', new.base_id, 'jobId', new.id),
    queue_name => new.queue, max_attempts => 1000);
  return null;
end $$;
revoke execute on function jobs.hand_over() from public;
create trigger hand_over after insert on jobs.job for each row execute function jobs.hand_over();

-- Tells listeners that a job changed; they read what under their own scope.
create function jobs.tell() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('lizhu_job', new.id::text);
  return null;
end $$;
create trigger tell after insert or update on jobs.job for each row execute function jobs.tell();
