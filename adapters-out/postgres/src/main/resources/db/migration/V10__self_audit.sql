-- What the self-audit did, knows and was asked to do. Times are real, also in a test tenant whose
-- clock was moved. Nothing of it is written by a command: the audit finds what changed by itself.

-- Up to where a wallet was judged. `seen` is the oldest transaction that was still running when it
-- was: what came later is a change. `sequence` and `hash` are its last entry's; the amounts are what
-- all entries up to there put into each account.
create table audit_checkpoint (
  wallet_id bigint primary key,
  tenant_id bigint not null,
  seen bigint not null,
  sequence bigint not null check (sequence >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  issued bigint not null,
  available bigint not null,
  held bigint not null,
  frozen bigint not null,
  spent bigint not null,
  expired bigint not null,
  voided bigint not null,
  debt bigint not null,
  judged_at timestamptz not null default clock_timestamp()
) with (fillfactor = 70);

-- What is wrong, or was until cleared_at: one row for a wallet and a check.
create table audit_finding (
  wallet_id bigint not null,
  check_name text not null,
  tenant_id bigint not null,
  invariant text not null,
  detail text not null,
  found_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  cleared_at timestamptz,
  primary key (wallet_id, check_name)
);

create index audit_finding_standing on audit_finding (tenant_id, found_at)
  where cleared_at is null;

-- One run over a tenant; one that was asked for has no end until it was done.
create table audit_run (
  tenant_id bigint not null references tenant,
  id text collate "C" not null default 'check_' || replace(uuidv7()::text, '-', ''),
  kind text not null check (kind in ('incremental', 'full')),
  requested_at timestamptz not null default now(),
  ended_at timestamptz,
  took_micros bigint check (took_micros >= 0),
  wallets bigint check (wallets >= 0),
  entries bigint check (entries >= 0),
  findings bigint check (findings >= 0),
  primary key (tenant_id, id),
  check (num_nulls(ended_at, took_micros, wallets, entries, findings) in (0, 5))
);

create unique index audit_run_waiting on audit_run (tenant_id) where ended_at is null;
create index audit_run_quiet on audit_run (ended_at) where kind = 'incremental' and findings = 0;

-- When all wallets of a tenant that had changed were judged.
create table audit_progress (
  tenant_id bigint primary key references tenant,
  up_to_date_at timestamptz not null
) with (fillfactor = 70);

select close_table(t), open_to_app(t), open_to_ledger(t)
from unnest(
  array['audit_checkpoint', 'audit_finding', 'audit_run', 'audit_progress']::regclass[]) as t;

grant select on audit_finding, audit_run, audit_progress to ${app};
grant insert (tenant_id, kind) on audit_run to ${app};
grant select, insert, update on audit_checkpoint, audit_finding, audit_run to ${ledger};
grant select on decision, usage_record, command_key to ${ledger};

-- Wallets whose row was written since they were judged, those that wait longest first. A row tells
-- by itself which transaction wrote it, so nothing has to be stored with a change, and a change that
-- no command made is seen, too. Numbers of transactions come round after 2^32: an old one that looks
-- new is judged once more than it need be. After a restore from a dump the numbers may have begun
-- anew; then everything is judged.
create function changed_wallets(row_limit integer)
returns table (tenant_id bigint, wallet_id bigint)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
set max_parallel_workers_per_gather = 0
as $$
  select w.tenant_id, w.wallet_id
  from public.wallet w
  left join public.audit_checkpoint c on c.wallet_id = w.wallet_id
  cross join (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next) t
  where c.seen is null
    or c.seen > t.next
    or ((t.next - w.xmin::text::bigint) & 4294967295) <= t.next - c.seen
  order by c.judged_at nulls first
  limit row_limit
$$;

create function requested_audits()
returns table (tenant_id bigint, id text)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select r.tenant_id, r.id from public.audit_run r where r.ended_at is null
  order by r.requested_at, r.id
$$;

-- All wallets that had changed were judged. Of runs that found nothing, those of a day are kept.
create function note_audit_round() returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into public.audit_progress (tenant_id, up_to_date_at)
    select t.tenant_id, clock_timestamp() from public.tenant t
    on conflict (tenant_id) do update set up_to_date_at = excluded.up_to_date_at;
  delete from public.audit_run
    where kind = 'incremental' and findings = 0 and ended_at < now() - interval '1 day';
end
$$;

-- How many findings stand in the installation, and since when it is up to date.
create function audit_status()
returns table (findings bigint, up_to_date_at timestamptz)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select (select count(*) from public.audit_finding f where f.cleared_at is null),
    (select max(p.up_to_date_at) from public.audit_progress p)
$$;

revoke execute on function changed_wallets, requested_audits, note_audit_round, audit_status
  from public;
grant execute on function changed_wallets, requested_audits, note_audit_round, audit_status
  to ${ledger};
