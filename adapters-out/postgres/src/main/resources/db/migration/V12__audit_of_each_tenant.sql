-- The self-audit keeps what it knows by tenant, too: a row that says it is of another tenant than
-- its wallet gives both of them findings of one wallet, and neither may see the other's. Version 10
-- names its keys without the tenant. A unique index by which it could go on would be the very
-- conflict between two tenants that is mended here, so that its audit, and nothing else of it,
-- fails until it is replaced.

alter table audit_checkpoint
  drop constraint audit_checkpoint_pkey,
  add primary key (tenant_id, wallet_id);

alter table audit_finding
  drop constraint audit_finding_pkey,
  add primary key (tenant_id, wallet_id, check_name);

create or replace function changed_wallets(row_limit integer)
returns table (tenant_id bigint, wallet_id bigint)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
set max_parallel_workers_per_gather = 0
as $$
  select w.tenant_id, w.wallet_id
  from public.wallet w
  left join public.audit_checkpoint c
    on c.tenant_id = w.tenant_id and c.wallet_id = w.wallet_id
  cross join (select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as next) t
  where c.seen is null
    or c.seen > t.next
    or ((t.next - w.xmin::text::bigint) & 4294967295) <= t.next - c.seen
  order by c.judged_at nulls first
  limit row_limit
$$;

-- Which of these wallets have rows that say they are of another tenant, and in which table. Row
-- security hides just these rows from whoever looks at one tenant; whose they are is not told. It is
-- planned each time: the plan for a few wallets is not that for all.
create function wallets_of_two_tenants(wallets bigint[])
returns table (wallet_id bigint, rows_of text)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
set plan_cache_mode = force_custom_plan
as $$
  select distinct w.wallet_id, r.rows_of
  from unnest(wallets) as chosen (wallet_id)
  join public.wallet w on w.wallet_id = chosen.wallet_id
  join (
    select wallet_id, tenant_id, 'entries' as rows_of from public.entry
    union all select wallet_id, tenant_id, 'operations' from public.operation
    union all select wallet_id, tenant_id, 'grants' from public.credit_grant
    union all select wallet_id, tenant_id, 'holds' from public.hold
    union all select wallet_id, tenant_id, 'counters' from public.counter
    union all select wallet_id, tenant_id, 'daily totals' from public.usage_daily
    union all select wallet_id, tenant_id, 'daily units' from public.usage_unit_daily
    union all select wallet_id, tenant_id, 'customers' from public.customer
    union all select wallet_id, tenant_id, 'users' from public.customer_user) r
    on r.wallet_id = w.wallet_id and r.tenant_id <> w.tenant_id
$$;

revoke execute on function wallets_of_two_tenants from public;
grant execute on function wallets_of_two_tenants to ${ledger};

-- Runs that were asked for and those that found something are kept for longer, and not for ever.
create index audit_run_ended on audit_run (ended_at);
create index audit_run_full on audit_run (tenant_id, id) where kind = 'full';

-- All wallets that had changed were judged. Of looks that found nothing, those of a day are kept, of
-- those that found something, those of 35 days, and of full runs, those of 400 days.
create or replace function note_audit_round() returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into public.audit_progress (tenant_id, up_to_date_at)
    select t.tenant_id, clock_timestamp() from public.tenant t
    on conflict (tenant_id) do update set up_to_date_at = excluded.up_to_date_at;
  delete from public.audit_run
    where kind = 'incremental' and findings = 0 and ended_at < now() - interval '1 day';
  delete from public.audit_run
    where kind = 'incremental' and ended_at < now() - interval '35 days';
  delete from public.audit_run where ended_at < now() - interval '400 days';
end
$$;

-- Takes name, metadata and stated reasons out of the records of one customer or one user, and adds
-- a record of that. For the owner of the tables alone: no server may change what is recorded.
--
-- A customer's records are its own, those of its users, its plan changes, its grants, its
-- adjustments, the freezes of its wallet and its authorizations that were taken back. A user's are
-- its own and those of its authorizations. The key of a user is that of the customer, a slash, and
-- the user's own. Returns the number of records.
create or replace function erase_from_audit_log(tenant text, kind text, key text, reason text)
returns bigint
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  of_tenant bigint := (select t.tenant_id from public.tenant t where t.slug = tenant);
  wallet_digits text;
  erased bigint;
begin
  if of_tenant is null then
    raise exception 'there is no tenant %', tenant;
  end if;
  if kind not in ('customer', 'user') then
    raise exception 'kind must be customer or user, and is %', kind;
  end if;
  -- The last 13 digits of the id of a grant or an authorization are its wallet, in Crockford's
  -- base 32.
  if kind = 'customer' then
    select string_agg(
        substr('0123456789abcdefghjkmnpqrstvwxyz', ((c.wallet_id >> (5 * i)) & 31)::int + 1, 1), ''
        order by i desc)
      into wallet_digits
      from public.customer c cross join generate_series(0, 12) as i
      where c.tenant_id = of_tenant and c.key = erase_from_audit_log.key;
  end if;
  update public.audit_log a
    set before = public.without_person(a.before),
      after = public.without_person(a.after),
      reason = case when a.reason is not null then '(erased)' end
    where a.tenant_id = of_tenant
      and a.action <> 'erased'
      and (
        (a.kind = erase_from_audit_log.kind and a.key = erase_from_audit_log.key)
        or (erase_from_audit_log.kind = 'customer'
          and (
            (a.kind in ('plan_change', 'adjustment', 'wallet')
              and a.key = erase_from_audit_log.key)
            or (a.kind = 'user' and starts_with(a.key, erase_from_audit_log.key || '/'))
            or (a.kind in ('grant', 'authorization') and right(a.key, 13) = wallet_digits)))
        or (erase_from_audit_log.kind = 'user'
          and a.kind = 'authorization'
          and erase_from_audit_log.key
            = (coalesce(a.after, a.before) ->> 'customer') || '/'
              || (coalesce(a.after, a.before) ->> 'user')));
  get diagnostics erased = row_count;
  if erased = 0 then
    raise exception 'tenant % has no records of % %', tenant, kind, key;
  end if;
  insert into public.audit_log (tenant_id, change_id, recorded_at, actor, actor_name, reason, kind,
      key, action, after)
    values (of_tenant, uuidv7(), clock_timestamp(), 'database', session_user, reason, kind, key,
      'erased', json_build_object('records', erased));
  return erased;
end
$$;
