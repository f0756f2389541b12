-- The placeholders app and ledger are the quoted names of the two roles that serve calls; app_text
-- and ledger_text are the same names as text literals.
--
-- Conventions: amounts are micro-credits in bigint; `at` columns hold the tenant's clock, which
-- rules use; `recorded_at` holds the database's clock, which partitions and retention use. Primary
-- keys of wallet data begin with wallet_id. Nothing that changes with a call is indexed, so that
-- updates of wallets, grants, holds and counters stay within their page.

create table tenant (
  tenant_id bigint primary key generated always as identity,
  slug text not null unique,
  test boolean not null,
  active boolean not null default true,
  created_at timestamptz not null default now()
);

create table api_key (
  tenant_id bigint not null references tenant,
  id text not null,
  name text not null,
  scopes text[] not null,
  customer_key text,
  created_at timestamptz not null,
  expires_at timestamptz,
  secret bytea not null unique check (octet_length(secret) = 32),
  previous_secret bytea unique check (octet_length(previous_secret) = 32),
  previous_until timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  primary key (tenant_id, id),
  check ((previous_secret is null) = (previous_until is null))
);

-- What requests under an idempotency key did to API keys. The secret itself is never stored.
create table api_key_request (
  tenant_id bigint not null references tenant,
  operation text not null,
  key text not null,
  content bytea not null,
  api_key_id text not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, operation, key)
);

create table customer (
  tenant_id bigint not null references tenant,
  key text not null,
  wallet_id bigint not null unique,
  name text,
  groups text[] not null,
  metadata jsonb not null,
  created_at timestamptz not null,
  open boolean not null,
  primary key (tenant_id, key)
);

create index customer_newest on customer (tenant_id, created_at, wallet_id);

create table customer_user (
  tenant_id bigint not null references tenant,
  wallet_id bigint not null references customer (wallet_id),
  key text not null,
  profile text not null,
  groups text[] not null,
  created_at timestamptz not null,
  primary key (wallet_id, key)
);

create table catalog_version (
  tenant_id bigint not null references tenant,
  version integer not null check (version >= 1),
  document jsonb not null,
  published_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

create table catalog_current (
  tenant_id bigint primary key references tenant,
  version integer not null check (version >= 1)
);

create table wallet (
  wallet_id bigint primary key,
  tenant_id bigint not null,
  customer_key text not null,
  suspended boolean not null,
  is_frozen boolean not null,
  plan text not null,
  plan_version integer not null,
  allowance bigint not null check (allowance >= 0),
  enforcement text not null,
  overrun text not null,
  debt_limit bigint not null check (debt_limit >= 0),
  zone text not null,
  next_zone text,
  cycle_start timestamptz not null,
  cycle_end timestamptz not null check (cycle_end > cycle_start),
  cycle_plans text[] not null,
  cycle_granted bigint not null check (cycle_granted >= 0),
  issued bigint not null check (issued >= 0),
  available bigint not null check (available >= 0),
  held bigint not null check (held >= 0),
  frozen bigint not null check (frozen >= 0),
  spent bigint not null check (spent >= 0),
  expired bigint not null check (expired >= 0),
  voided bigint not null check (voided >= 0),
  debt bigint not null check (debt >= 0),
  reserved_debt bigint not null check (reserved_debt >= 0),
  next_due timestamptz not null,
  sequence bigint not null check (sequence >= 0),
  last_hash bytea not null check (octet_length(last_hash) = 32),
  last_number bigint not null,
  last_at timestamptz not null,
  constraint wallet_sums_to_zero
    check (issued + debt = available + held + frozen + spent + expired + voided)
) with (fillfactor = 60);

create table credit_grant (
  wallet_id bigint not null,
  number bigint not null,
  tenant_id bigint not null,
  source text not null,
  amount bigint not null check (amount > 0),
  priority smallint not null check (priority between 0 and 100),
  created_at timestamptz not null,
  effective_at timestamptz not null,
  expires_at timestamptz check (expires_at > effective_at),
  scope_features text[] not null,
  scope_models text[] not null,
  paid_minor bigint check (paid_minor >= 0),
  paid_currency text,
  reason text,
  scheduled boolean not null,
  available bigint not null check (available >= 0),
  held bigint not null check (held >= 0),
  frozen bigint not null check (frozen >= 0),
  spent bigint not null check (spent >= 0),
  expired bigint not null check (expired >= 0),
  voided bigint not null check (voided >= 0),
  primary key (wallet_id, number),
  check ((paid_minor is null) = (paid_currency is null)),
  constraint grant_is_whole check (
    available + held + frozen + spent + expired + voided
      = case when scheduled then 0 else amount end)
) with (fillfactor = 60);

-- line_grants, line_credits and line_sources are parallel: what was taken from which grant.
create table hold (
  wallet_id bigint not null,
  number bigint not null,
  tenant_id bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  state text not null check (state in ('held', 'settled', 'released', 'expired')),
  calls bigint not null check (calls >= 0),
  uncovered bigint not null check (uncovered >= 0),
  line_grants bigint[] not null,
  line_credits bigint[] not null,
  line_sources text[] not null,
  detail jsonb not null,
  end_content bytea check (octet_length(end_content) = 32),
  end_answer jsonb,
  primary key (wallet_id, number),
  check ((end_content is null) = (end_answer is null)),
  check (cardinality(line_grants) = cardinality(line_credits)),
  check (cardinality(line_grants) = cardinality(line_sources))
) with (fillfactor = 50);

-- The conditions of these two are always true. A statement names the one whose index it wants: while
-- the table is small all its indexes look equally good, and a plan may outlive that. Neither follows
-- the state of a hold, which would end HOT updates.
create index hold_expiry on hold (wallet_id, expires_at) where calls >= 0;
create index hold_newest on hold (tenant_id, number, wallet_id) where number > 0;

create table counter (
  wallet_id bigint not null,
  user_key text not null,
  feature text not null,
  provider text not null,
  window_kind smallint not null,
  window_start timestamptz not null,
  tenant_id bigint not null,
  used bigint not null check (used >= 0),
  reserved bigint not null check (reserved >= 0),
  primary key (wallet_id, user_key, feature, provider, window_kind, window_start)
) with (fillfactor = 60);

create table entry (
  wallet_id bigint not null,
  sequence bigint not null check (sequence > 0),
  recorded_at timestamptz not null,
  tenant_id bigint not null,
  at timestamptz not null,
  kind smallint not null,
  from_account smallint not null,
  to_account smallint not null check (to_account <> from_account),
  amount bigint not null check (amount > 0),
  grant_number bigint,
  hold_number bigint,
  command bigint not null,
  actor text not null,
  reason text,
  available_after bigint not null check (available_after >= 0),
  held_after bigint not null check (held_after >= 0),
  frozen_after bigint not null check (frozen_after >= 0),
  debt_after bigint not null check (debt_after >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (wallet_id, sequence, recorded_at)
) partition by range (recorded_at);

create table command_key (
  wallet_id bigint not null,
  operation text not null,
  key text not null,
  recorded_at timestamptz not null,
  tenant_id bigint not null,
  content bytea not null check (octet_length(content) = 32),
  answer jsonb not null,
  primary key (wallet_id, operation, key, recorded_at)
) partition by range (recorded_at);

create table usage_record (
  wallet_id bigint not null,
  number bigint not null,
  recorded_at timestamptz not null,
  tenant_id bigint not null,
  hold_number bigint not null,
  at timestamptz not null,
  day date not null,
  user_key text,
  feature text not null,
  activity text,
  provider text not null,
  model text not null,
  role text not null,
  calls bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cache_read_tokens bigint not null,
  cache_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  audio_input_tokens bigint not null,
  audio_output_tokens bigint not null,
  units jsonb not null,
  credits bigint not null check (credits >= 0),
  charged bigint not null check (charged >= 0),
  not_charged bigint not null check (not_charged >= 0),
  cost numeric,
  cost_currency text,
  plan text not null,
  plan_version integer not null,
  price_version integer not null,
  cost_version integer not null,
  succeeded boolean not null,
  evidence text not null,
  late boolean not null,
  metadata jsonb not null,
  primary key (wallet_id, number, recorded_at),
  check ((cost is null) = (cost_currency is null))
) partition by range (recorded_at);

create table decision (
  wallet_id bigint not null,
  number bigint not null,
  recorded_at timestamptz not null,
  tenant_id bigint not null,
  at timestamptz not null,
  outcome text not null,
  user_key text,
  feature text not null,
  catalog_version integer not null,
  plan text not null,
  plan_version integer not null,
  detail jsonb not null,
  primary key (wallet_id, number, recorded_at)
) partition by range (recorded_at);

-- Totals of usage_record by the customer's local day, kept by the settlements.
create table usage_daily (
  wallet_id bigint not null,
  day date not null,
  user_key text not null,
  feature text not null,
  model text not null,
  tenant_id bigint not null,
  calls bigint not null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  cache_read_tokens bigint not null,
  cache_write_tokens bigint not null,
  reasoning_tokens bigint not null,
  audio_input_tokens bigint not null,
  audio_output_tokens bigint not null,
  credits bigint not null,
  charged bigint not null,
  not_charged bigint not null,
  last_at timestamptz not null,
  primary key (wallet_id, day, user_key, feature, model)
) with (fillfactor = 60);

create table usage_unit_daily (
  wallet_id bigint not null,
  day date not null,
  user_key text not null,
  feature text not null,
  model text not null,
  unit text not null,
  tenant_id bigint not null,
  quantity bigint not null,
  primary key (wallet_id, day, user_key, feature, model, unit)
) with (fillfactor = 60);

-- Row security. Every table is closed, its owner's access included, and then opened by policy: to
-- the application for one tenant, to the ledger for the tenants of a batch. A policy reads the
-- setting in a subselect so that it is evaluated once for a statement, not once for a row. The
-- settings revert to the empty text at the end of a transaction, which means no tenant.

create function close_table(name regclass) returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy owner on %s to %I using (true)', name, current_user);
end
$$;

create function open_to_app(name regclass) returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute format(
    'create policy app on %s to %I using (tenant_id ='
      ' (select nullif(current_setting(''app.tenant'', true), '''')::bigint))',
    name, ${app_text});
end
$$;

create function open_to_ledger(name regclass) returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  execute format(
    'create policy ledger on %s to %I using (tenant_id = any ((select'
      ' string_to_array(current_setting(''app.tenants'', true), '','')::bigint[])::bigint[]))',
    name, ${ledger_text});
end
$$;

revoke execute on function close_table, open_to_app, open_to_ledger from public;

select close_table(t), open_to_app(t)
from unnest(array[
  'tenant', 'api_key', 'api_key_request', 'customer', 'customer_user', 'catalog_version',
  'catalog_current', 'wallet', 'credit_grant', 'hold', 'counter', 'entry', 'command_key',
  'usage_record', 'decision', 'usage_daily', 'usage_unit_daily']::regclass[]) as t;

select open_to_ledger(t)
from unnest(array[
  'tenant', 'catalog_current', 'wallet', 'credit_grant', 'hold', 'counter', 'entry',
  'command_key', 'usage_record', 'decision', 'usage_daily', 'usage_unit_daily']::regclass[]) as t;

do $$
begin
  execute format(
    'grant connect on database %I to %I, %I', current_database(), ${app_text}, ${ledger_text});
end
$$;

grant usage on schema public to ${app}, ${ledger};

grant select on all tables in schema public to ${app};
revoke all on "${flyway:table}" from ${app};
revoke all on command_key from ${app};
grant insert, update on api_key, customer, customer_user, catalog_current to ${app};
grant insert on api_key_request, catalog_version to ${app};
grant delete on customer_user to ${app};

grant select on tenant, catalog_current to ${ledger};
grant select, insert, update on
  wallet, credit_grant, hold, counter, usage_daily, usage_unit_daily to ${ledger};
grant select, insert on entry, command_key, usage_record, decision to ${ledger};

-- Partitions, one for each month of recorded_at in UTC: entry_2026_11. They are reached through
-- their parent only, so nobody but the owner has a policy on them.

create function create_month(month date) returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  first date := date_trunc('month', month)::date;
  parent text;
  partition text;
begin
  perform pg_advisory_xact_lock(hashtextextended('saldo.partitions', 0));
  foreach parent in array array['entry', 'command_key', 'usage_record', 'decision'] loop
    partition := parent || to_char(first, '_YYYY_MM');
    if to_regclass(format('public.%I', partition)) is null then
      execute format(
        'create table public.%I (like public.%I including defaults including constraints)',
        partition, parent);
      perform public.close_table(format('public.%I', partition)::regclass);
      execute format(
        'alter table public.%I attach partition public.%I for values from (%L) to (%L)',
        parent, partition,
        to_char(first, 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char(first + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
    end if;
  end loop;
end
$$;

revoke execute on function create_month from public;

-- Makes this month's partitions and those of the next three, where they are missing.
create function ensure_partitions() returns void
language sql security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select public.create_month(((now() at time zone 'UTC') + ahead * interval '1 month')::date)
  from generate_series(0, 3) as ahead
$$;

revoke execute on function ensure_partitions from public;
grant execute on function ensure_partitions to ${ledger};

select ensure_partitions();

-- Shows the planner what tables hold. An empty one stays unknown to it, on purpose: of a table that
-- it knows to be empty it takes any index, and a plan may outlive the emptiness.
create function analyze_tables() returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  name text;
begin
  for name in
    select format('public.%I', relname) from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0
  loop
    execute 'analyze ' || name;
  end loop;
end
$$;

revoke execute on function analyze_tables from public;

-- The only ways across tenants. They return ids; what is behind an id is read as its tenant.

-- The tenant and the key of a secret's digest, also of the secret before the last rotation.
create function tenant_of_key(digest bytea)
returns table (tenant_id bigint, id text)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select k.tenant_id, k.id from public.api_key k where k.secret = digest
  union all
  select k.tenant_id, k.id from public.api_key k where k.previous_secret = digest
$$;

create function tenant_of_slug(wanted text)
returns table (tenant_id bigint)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select t.tenant_id from public.tenant t where t.slug = wanted
$$;

-- Adds a tenant; the one that is there when the slug is taken.
create function add_tenant(wanted text, as_test boolean) returns bigint
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into public.tenant (slug, test) values (wanted, as_test) on conflict (slug) do nothing;
  return (select t.tenant_id from public.tenant t where t.slug = wanted);
end
$$;

-- Wallets in which something is due, without locking them.
create function due_wallets(due_by timestamptz, row_limit integer)
returns table (tenant_id bigint, wallet_id bigint)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select w.tenant_id, w.wallet_id from public.wallet w where w.next_due <= due_by limit row_limit
$$;

revoke execute on function tenant_of_key, tenant_of_slug, add_tenant, due_wallets from public;
grant execute on function tenant_of_key, tenant_of_slug, add_tenant to ${app};
grant execute on function due_wallets to ${ledger};
