-- Months that are older than the policy are dropped. What their entries said of a wallet is kept as a
-- checkpoint: where its history begins now. A checkpoint is stored before the month goes, so that
-- from then on nobody needs what is before it.

-- Where the history of a wallet begins: it covers all commands up to `number` and the entries up to
-- `sequence`, of which the last was at `at`; `hash` is that entry's, and the amounts are what all of
-- them put into each account. What is used in windows and on days that begin after `whole_after` is
-- all in later months. `later` covered entries are recorded at or after `recorded_before`, because
-- the clock of the database was set back at the end of a month.
create table entry_checkpoint (
  wallet_id bigint primary key,
  tenant_id bigint not null,
  number bigint not null,
  sequence bigint not null check (sequence >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  at timestamptz,
  whole_after timestamptz not null,
  recorded_before timestamptz not null,
  later bigint not null check (later >= 0),
  issued bigint not null,
  available bigint not null,
  held bigint not null,
  frozen bigint not null,
  spent bigint not null,
  expired bigint not null,
  voided bigint not null,
  debt bigint not null,
  check ((at is null) = (sequence = 0))
);

-- What the covered entries moved, summed. The hold is named while it has not ended.
create table entry_total (
  wallet_id bigint not null,
  tenant_id bigint not null,
  grant_number bigint,
  hold_number bigint,
  from_account smallint not null,
  to_account smallint not null check (to_account <> from_account),
  amount numeric not null check (amount > 0),
  unique nulls not distinct (wallet_id, grant_number, hold_number, from_account, to_account)
);

select close_table(t), open_to_ledger(t)
from unnest(array['entry_checkpoint', 'entry_total']::regclass[]) as t;
select open_to_app('entry_checkpoint');

grant select on entry_checkpoint to ${app};
grant select on entry_checkpoint, entry_total to ${ledger};

-- What was ever moved in a wallet: its entries since the checkpoint, and the sums of those before.
create view movement with (security_invoker = true) as
select e.wallet_id, e.grant_number, e.hold_number, e.from_account, e.to_account,
  e.amount::numeric as amount
from entry e left join entry_checkpoint s on s.wallet_id = e.wallet_id
where s.wallet_id is null or e.sequence > s.sequence
union all
select wallet_id, grant_number, hold_number, from_account, to_account, amount from entry_total;

grant select on movement to ${ledger};

create function oldest_month() returns date
language sql stable
set search_path = pg_catalog, public, pg_temp
as $$
  select min(to_date(right(c.relname, 7), 'YYYY_MM'))
  from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent in ('public.entry'::regclass, 'public.operation'::regclass)
$$;

-- Fails unless a month is the oldest, and older than a policy of so many months that are kept whole
-- before the current one. Two is the least: keys, corrections and late usage reach back 36 days.
create function require_due(month date, keep_months integer) returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  if keep_months is null or keep_months < 2 then
    raise exception 'two months at least are kept before the current one';
  end if;
  if month is distinct from oldest_month()
    or month >= date_trunc('month', now() at time zone 'UTC') - keep_months * interval '1 month' then
    raise exception 'the month % is not due to be dropped', to_char(month, 'YYYY-MM');
  end if;
end
$$;

revoke execute on function oldest_month, require_due from public;

-- The oldest month, if it is due to be dropped; null if none is.
create function due_month(keep_months integer) returns date
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select m.oldest from (select public.oldest_month() as oldest) m
  where keep_months >= 2 and m.oldest
    < date_trunc('month', now() at time zone 'UTC') - keep_months * interval '1 month'
$$;

-- Nothing is added to a month any more, whatever the clock says. Callers wait for as long as it takes
-- to get the locks, which is short, or it fails.
create function seal_month(month date, keep_months integer) returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
set lock_timeout = '200ms'
as $$
declare
  partition text;
begin
  perform require_due(month, keep_months);
  foreach partition in array
    array['operation' || to_char(month, '_YYYY_MM'), 'entry' || to_char(month, '_YYYY_MM')]
  loop
    if to_regclass('public.' || partition) is not null and not exists (
      select from pg_constraint
      where conrelid = to_regclass('public.' || partition) and conname = 'sealed') then
      execute format('alter table public.%I add constraint sealed check (false) not valid',
        partition);
    end if;
  end loop;
end
$$;

-- Stores where the history of each wallet of a sealed month begins after it, and returns how many
-- wallets these are. Nobody waits for it. When entries do not add up, it fails and changes nothing.
create function checkpoint_month(month date, keep_months integer) returns bigint
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
set work_mem = '64MB'
as $$
declare
  until timestamptz := (month + interval '1 month') at time zone 'UTC';
  partition text;
  wrong bigint;
  wallets bigint;
begin
  perform require_due(month, keep_months);
  foreach partition in array
    array['operation' || to_char(month, '_YYYY_MM'), 'entry' || to_char(month, '_YYYY_MM')]
  loop
    if to_regclass('public.' || partition) is not null and not exists (
      select from pg_constraint
      where conrelid = to_regclass('public.' || partition) and conname = 'sealed') then
      raise exception 'the month % is not sealed', to_char(month, 'YYYY-MM');
    end if;
  end loop;

  if obj_description(to_regclass('public.entry' || to_char(month, '_YYYY_MM')), 'pg_class')
    = 'covered by checkpoints' then
    return (select count(*) from entry_checkpoint where recorded_before = until);
  end if;

  create temporary table covered on commit drop as
  select m.wallet_id, min(m.tenant_id) as tenant_id, max(m.tenant_id) as other_tenant,
    max(m.number) as number,
    coalesce(max(s.number), '-9223372036854775808'::bigint) as number_before,
    coalesce(max(s.sequence), 0) as sequence_before
  from (
    select wallet_id, tenant_id, command as number from entry where recorded_at < until
    union all
    select wallet_id, tenant_id, number from operation where recorded_at < until) m
  left join entry_checkpoint s on s.wallet_id = m.wallet_id
  where s.wallet_id is null or m.number > s.number
  group by m.wallet_id;
  get diagnostics wallets = row_count;
  analyze covered;

  -- A month further on for what was recorded after the month, before the clock was set back into it.
  create temporary table covered_last on commit drop as
  select c.wallet_id, count(*) as entries, max(e.sequence) as sequence,
    count(*) filter (where e.recorded_at >= until) as later
  from covered c
  join entry e on e.wallet_id = c.wallet_id
    and e.command > c.number_before and e.command <= c.number
  where e.recorded_at < until + interval '1 month'
  group by c.wallet_id;
  analyze covered_last;

  create temporary table covered_total on commit drop as
  with moved as (
    select t.wallet_id, t.grant_number, t.hold_number, t.from_account, t.to_account, t.amount
    from entry_total t join covered c on c.wallet_id = t.wallet_id
    union all
    select e.wallet_id, e.grant_number, e.hold_number, e.from_account, e.to_account, sum(e.amount)
    from covered c
    join entry e on e.wallet_id = c.wallet_id
      and e.command > c.number_before and e.command <= c.number
    where e.recorded_at < until + interval '1 month'
    group by 1, 2, 3, 4, 5),
  pending as (
    select wallet_id, hold_number
    from moved
    where hold_number is not null
    group by 1, 2
    having sum(case when to_account = 3 then amount when from_account = 3 then -amount else 0 end)
      <> 0)
  select m.wallet_id, m.grant_number, p.hold_number, m.from_account, m.to_account,
    sum(m.amount) as amount
  from moved m
  left join pending p on p.wallet_id = m.wallet_id and p.hold_number = m.hold_number
  group by 1, 2, 3, 4, 5;

  delete from entry_total t using covered c where t.wallet_id = c.wallet_id;
  insert into entry_total
    (wallet_id, tenant_id, grant_number, hold_number, from_account, to_account, amount)
  select t.wallet_id, c.tenant_id, t.grant_number, t.hold_number, t.from_account, t.to_account,
    t.amount
  from covered_total t join covered c on c.wallet_id = t.wallet_id;

  insert into entry_checkpoint
    (wallet_id, tenant_id, number, sequence, hash, at, whole_after, recorded_before, later,
     issued, available, held, frozen, spent, expired, voided, debt)
  select c.wallet_id, c.tenant_id, c.number, coalesce(l.sequence, c.sequence_before),
    coalesce(e.hash, s.hash, decode(repeat('00', 32), 'hex')), coalesce(e.at, s.at),
    -- A number holds the milliseconds of its command; usage may be 5 minutes ahead of it.
    greatest(coalesce(e.at, s.at), to_timestamp((greatest(c.number, 0) >> 20) / 1000.0))
      + interval '5 minutes 1 second',
    until, coalesce(l.later, 0),
    coalesce(t.issued, 0), coalesce(t.available, 0), coalesce(t.held, 0), coalesce(t.frozen, 0),
    coalesce(t.spent, 0), coalesce(t.expired, 0), coalesce(t.voided, 0), coalesce(t.debt, 0)
  from covered c
  left join entry_checkpoint s on s.wallet_id = c.wallet_id
  left join covered_last l on l.wallet_id = c.wallet_id
  left join entry e on e.wallet_id = l.wallet_id and e.sequence = l.sequence
    and e.recorded_at < until + interval '1 month'
  left join (
    select wallet_id,
      sum(case when from_account = 1 then amount when to_account = 1 then -amount end) as issued,
      sum(case when to_account = 2 then amount when from_account = 2 then -amount end)
        as available,
      sum(case when to_account = 3 then amount when from_account = 3 then -amount end) as held,
      sum(case when to_account = 4 then amount when from_account = 4 then -amount end) as frozen,
      sum(case when to_account = 5 then amount when from_account = 5 then -amount end) as spent,
      sum(case when to_account = 6 then amount when from_account = 6 then -amount end) as expired,
      sum(case when to_account = 7 then amount when from_account = 7 then -amount end) as voided,
      sum(case when from_account = 8 then amount when to_account = 8 then -amount end) as debt
    from covered_total
    group by wallet_id) t on t.wallet_id = c.wallet_id
  on conflict (wallet_id) do update set number = excluded.number, sequence = excluded.sequence,
    hash = excluded.hash, at = excluded.at, whole_after = excluded.whole_after,
    recorded_before = excluded.recorded_before, later = excluded.later, issued = excluded.issued,
    available = excluded.available, held = excluded.held, frozen = excluded.frozen,
    spent = excluded.spent, expired = excluded.expired, voided = excluded.voided,
    debt = excluded.debt;

  select min(c.wallet_id) into wrong
  from covered c
  left join covered_last l on l.wallet_id = c.wallet_id
  left join entry_checkpoint s on s.wallet_id = c.wallet_id
  left join entry e on e.wallet_id = l.wallet_id and e.sequence = l.sequence
    and e.recorded_at < until + interval '1 month'
  where c.tenant_id <> c.other_tenant
    or coalesce(l.entries, 0) <> coalesce(l.sequence - c.sequence_before, 0)
    or (e.wallet_id is not null
      and (s.available, s.held, s.frozen, s.debt)
        is distinct from (e.available_after, e.held_after, e.frozen_after, e.debt_after));
  if wrong is not null then
    raise exception 'the entries of wallet % up to the month % do not add up, so it is kept',
      wrong, to_char(month, 'YYYY-MM')
      using errcode = 'integrity_constraint_violation';
  end if;

  -- Says so on the very tables, for the step that drops them.
  foreach partition in array
    array['operation' || to_char(month, '_YYYY_MM'), 'entry' || to_char(month, '_YYYY_MM')]
  loop
    if to_regclass('public.' || partition) is not null then
      execute format('comment on table public.%I is %L', partition, 'covered by checkpoints');
    end if;
  end loop;
  return wallets;
end
$$;

-- Drops a month whose wallets have their checkpoints. Whoever works on the tables has the locks for
-- a moment only; when they cannot be had at once, it fails, and is tried again later.
create function drop_month(month date, keep_months integer) returns void
language plpgsql security definer
set search_path = pg_catalog, public, pg_temp
set lock_timeout = '200ms'
as $$
declare
  partition text;
begin
  perform require_due(month, keep_months);
  lock table only public.operation, only public.entry in access exclusive mode;
  foreach partition in array
    array['operation' || to_char(month, '_YYYY_MM'), 'entry' || to_char(month, '_YYYY_MM')]
  loop
    if to_regclass('public.' || partition) is not null then
      if obj_description(to_regclass('public.' || partition), 'pg_class')
        is distinct from 'covered by checkpoints' then
        raise exception 'the month % has no checkpoints', to_char(month, 'YYYY-MM');
      end if;
      execute format('drop table public.%I', partition);
    end if;
  end loop;
end
$$;

revoke execute on function due_month, seal_month, checkpoint_month, drop_month from public;
grant execute on function due_month, seal_month, checkpoint_month, drop_month to ${ledger};

-- The tables of before, and the new ones.
create or replace function wallets_of_two_tenants(wallets bigint[])
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
    union all select wallet_id, tenant_id, 'checkpoints' from public.entry_checkpoint
    union all select wallet_id, tenant_id, 'totals of entries' from public.entry_total
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
