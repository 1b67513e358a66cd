-- Who may sign in, and in which posts they act.
--
-- "user", session, account and verification are better-auth's tables, in its columns under our names; a test holds them
-- against its own schema generator. Nothing of them is visible to the rest of the application: their policies ask for the
-- setting lizhu.auth, which only the connections of identity have.
create schema identity;
grant usage on schema identity to lizhu_app;

create table identity."user" (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 100),
  -- People sign in by username; the library wants an address, and gets one that no mail can reach.
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp,
  username text unique check (length(username) between 2 and 40)
);

create table identity.session (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references identity."user" on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  -- The post in which the user acts; held against identity.post at every request.
  post_id uuid
);
create index session_user_id_idx on identity.session (user_id);
create index session_expiry on identity.session (expires_at);

create table identity.account (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references identity."user" on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index account_user_id_idx on identity.account (user_id);

create table identity.verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index verification_identifier_idx on identity.verification (identifier);

-- Attempts to sign in that have not succeeded, by a keyed hash of the username: names that do not exist are counted too,
-- and what was typed in the wrong field cannot be read here.
create table identity.sign_in_guard (
  key bytea primary key check (length(key) = 32),
  attempts integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_guard_last on identity.sign_in_guard (last_at);

create table identity.post (
  programme_id uuid not null,
  id uuid not null,
  user_id uuid not null references identity."user",
  role text not null check (role in ('administrator', 'land-officer', 'viewer')),
  title jsonb not null check (title ? 'zh' and title ? 'en'),
  -- Null is the whole programme. An administrator administers all of it.
  base_ids uuid[] check (cardinality(base_ids) between 1 and 100 and array_position(base_ids, null) is null),
  valid_from timestamptz not null,
  -- The first instant at which it no longer holds; null while no end is known.
  valid_to timestamptz check (valid_to > valid_from),
  primary key (programme_id, id),
  check (role <> 'administrator' or base_ids is null)
);
create index post_user on identity.post (user_id);

-- What programs such as QGIS show instead of a session: read only, bound to one post.
create table identity.access_token (
  programme_id uuid not null,
  id uuid not null,
  post_id uuid not null,
  user_id uuid not null references identity."user" on delete cascade,
  name text not null check (length(name) between 1 and 100),
  token_sha256 bytea not null unique check (length(token_sha256) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (programme_id, id),
  foreign key (programme_id, post_id) references identity.post
);
create index access_token_user on identity.access_token (user_id);

do $$
declare
  name text;
begin
  foreach name in array array['user', 'session', 'account', 'verification', 'sign_in_guard', 'access_token'] loop
    execute format('alter table identity.%I enable row level security', name);
    execute format('alter table identity.%I force row level security', name);
    execute format(
      'create policy identity_only on identity.%I to lizhu_app
         using ((select current_setting(''lizhu.auth'', true)) = ''on'')
         with check ((select current_setting(''lizhu.auth'', true)) = ''on'')', name);
    execute format('grant select, insert, update, delete on identity.%I to lizhu_app', name);
  end loop;
end $$;

alter table identity.post enable row level security;
alter table identity.post force row level security;
create policy own on identity.post for select to lizhu_app
  using (user_id = (select nullif(current_setting('lizhu.user', true), '')::uuid));
create policy members on identity.post for select to lizhu_app
  using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
    and (select current_setting('lizhu.role', true)) in ('administrator', 'system'));
create policy appointing on identity.post for insert to lizhu_app
  with check (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
    and (select current_setting('lizhu.role', true)) in ('administrator', 'system'));
create policy ending on identity.post for update to lizhu_app
  using (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid)
    and (select current_setting('lizhu.role', true)) in ('administrator', 'system'))
  with check (programme_id = (select nullif(current_setting('lizhu.programme', true), '')::uuid));
-- A post is ended, never moved or deleted: the audit log refers to it.
grant select, insert, update (valid_to) on identity.post to lizhu_app;
