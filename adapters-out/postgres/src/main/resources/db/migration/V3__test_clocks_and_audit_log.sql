-- Where the clock of a test tenant stands since it was set. A live tenant cannot have one.

alter table tenant add constraint tenant_kind unique (tenant_id, test);

create table test_clock (
  tenant_id bigint primary key,
  test boolean not null default true check (test),
  at timestamptz not null,
  foreign key (tenant_id, test) references tenant (tenant_id, test)
);

-- What requests under an idempotency key set a clock to.
create table test_clock_request (
  tenant_id bigint not null references tenant,
  key text not null,
  content bytea not null check (octet_length(content) = 32),
  at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, key)
);

select close_table(t), open_to_app(t)
from unnest(array['test_clock', 'test_clock_request']::regclass[]) as t;

select open_to_ledger('test_clock');

grant select, insert, update on test_clock to ${app};
grant select, insert on test_clock_request to ${app};
grant select on test_clock to ${ledger};

-- Wallets in which something is due by the clock of their tenant, without locking them.
create or replace function due_wallets(due_by timestamptz, row_limit integer)
returns table (tenant_id bigint, wallet_id bigint)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select w.tenant_id, w.wallet_id
  from public.wallet w left join public.test_clock c on c.tenant_id = w.tenant_id
  where w.next_due <= coalesce(c.at, due_by)
  limit row_limit
$$;

-- What administrators changed: a row for each thing that is different. All rows of one change have
-- its change_id. Documents are as the API showed them, and never hold a secret. The time is real,
-- also in a test tenant whose clock was moved.
create table audit_log (
  tenant_id bigint not null references tenant,
  id text collate "C" not null default 'audit_' || replace(uuidv7()::text, '-', ''),
  change_id uuid not null,
  recorded_at timestamptz not null,
  actor text not null,
  actor_name text not null,
  reason text check (length(reason) between 1 and 500),
  kind text not null,
  key text not null,
  action text not null,
  before json,
  after json,
  primary key (tenant_id, id),
  check (before is not null or after is not null)
);

create index audit_log_newest on audit_log (tenant_id, recorded_at, id);
create index audit_log_subject on audit_log (tenant_id, kind, key, recorded_at, id);

-- The ledger has granted before this is told, so it may be told again.
create unique index audit_log_grant on audit_log (tenant_id, key)
  where kind = 'grant' and action = 'created';

select close_table('audit_log'), open_to_app('audit_log');

grant select, insert on audit_log to ${app};
