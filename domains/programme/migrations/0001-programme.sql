-- One programme is one city is one tenant. Its bases are the scopes that posts are bound to.
create schema programme;
grant usage on schema programme to lizhu_app;

create table programme.programme (
  programme_id uuid primary key,
  code text not null unique check (code ~ '^[a-z0-9-]{1,40}$'),
  name jsonb not null,
  demonstration boolean not null default false,
  central_meridian_deg double precision not null check (central_meridian_deg between 73 and 137),
  created_at timestamptz not null
);

create table programme.base (
  programme_id uuid not null references programme.programme,
  base_id uuid not null,
  code text not null check (code ~ '^[A-Za-z0-9-]{1,40}$'),
  name jsonb not null,
  place jsonb not null,
  industries jsonb not null,
  initials text not null,
  primary key (programme_id, base_id),
  unique (programme_id, code)
);

alter table programme.programme enable row level security;
alter table programme.programme force row level security;
alter table programme.base enable row level security;
alter table programme.base force row level security;

create policy scope on programme.programme for select to lizhu_app
  using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid));
create policy founding on programme.programme for insert to lizhu_app
  with check ((select current_setting('lizhu.role', true)) = 'system'
    and programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid));

-- The system role sees all bases of the programme it works for: it is the one that tells a post which they are.
create policy scope on programme.base for select to lizhu_app
  using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
    and (base_id = any ((select nullif(current_setting('lizhu.bases', true), '')::uuid[])::uuid[])
      or (select current_setting('lizhu.role', true)) = 'system'));
create policy founding on programme.base for insert to lizhu_app
  with check ((select current_setting('lizhu.role', true)) in ('system', 'administrator')
    and programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid));

grant select, insert on programme.programme, programme.base to lizhu_app;
