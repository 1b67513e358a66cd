-- What was done, by whom, through which post: written in the transaction that did it, never changed afterwards.
create schema audit;
grant usage on schema audit to lizhu_app;

create table audit.event (
  programme_id uuid not null,
  base_id uuid not null,
  id uuid not null,
  recorded_at timestamptz not null default now(),
  actor uuid,
  post_id uuid,
  role text not null,
  purpose text not null default '',
  action text not null check (action ~ '^[a-z][a-z0-9.-]{0,79}$'),
  subject_kind text not null check (subject_kind ~ '^[a-z][a-z0-9.-]{0,79}$'),
  subject_id text not null check (length(subject_id) between 1 and 200),
  -- Canonical JSON (RFC 8785): the very bytes that a hash is taken of, which jsonb would not keep.
  before text,
  after text,
  request_id text check (length(request_id) <= 200),
  primary key (programme_id, base_id, id)
);
create index event_newest on audit.event (programme_id, id desc);
create index event_subject on audit.event (programme_id, base_id, subject_kind, subject_id, id desc);

alter table audit.event enable row level security;
alter table audit.event force row level security;

create policy scope on audit.event for select to lizhu_app
  using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
    and base_id = any ((select nullif(current_setting('lizhu.bases', true), '')::uuid[])::uuid[])
    and (select current_setting('lizhu.role', true)) in ('administrator', 'land-officer', 'viewer', 'system'));

-- One writes only as oneself, and may write about the whole programme without being able to read it.
create policy adding on audit.event for insert to lizhu_app
  with check (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
    and (base_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
      or base_id = any ((select nullif(current_setting('lizhu.bases', true), '')::uuid[])::uuid[]))
    and actor is not distinct from (select nullif(current_setting('lizhu.user', true), '')::uuid)
    and post_id is not distinct from (select nullif(current_setting('lizhu.post', true), '')::uuid)
    and role = (select current_setting('lizhu.role', true)));

-- No update and no delete for anyone but the owner.
grant select, insert on audit.event to lizhu_app;
