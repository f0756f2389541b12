-- What must be true of a ledger at rest, as queries that return no rows when it is. Each gives the
-- wallet and what is wrong in it. LedgerAudit runs them in one snapshot; psql can, too, as the owner.
-- Accounts: 1 issued, 2 available, 3 held, 4 frozen, 5 spent, 6 expired, 7 voided, 8 debt.
-- Kinds: 1 grant, 2 hold, 3 charge, 4 return, 5 expiry, 6 repayment, 7 rollover,
-- 8 void, 9 adjustment, 10 amendment.
-- Months that were dropped have left a checkpoint of each wallet: its history begins there. Windows
-- and days whose usage may be before it are not compared with usage any more.

-- I1 wallet_sums_to_zero
select wallet_id,
  format('issued %s + debt %s is not available %s + held %s + frozen %s + spent %s + expired %s'
    ' + voided %s', issued, debt, available, held, frozen, spent, expired, voided) as detail
from wallet
where issued::numeric + debt
  <> available::numeric + held + frozen + spent + expired + voided;

-- I1 grant_adds_up
select wallet_id,
  format('grant %s of %s: available %s, held %s, frozen %s, spent %s, expired %s, voided %s',
    number, amount, available, held, frozen, spent, expired, voided) as detail
from credit_grant
where available::numeric + held + frozen + spent + expired + voided
  <> case when scheduled then 0 else amount end;

-- I1 wallet_is_its_grants
-- What grants spent on debt was spent before it was repaid.
select coalesce(w.wallet_id, g.wallet_id) as wallet_id,
  format('wallet: issued %s, available %s, held %s, frozen %s, spent %s of which %s is owed,'
    ' expired %s, voided %s; its grants: %s, %s, %s, %s, %s, %s, %s',
    w.issued, w.available, w.held, w.frozen, w.spent, w.debt, w.expired, w.voided,
    g.issued, g.available, g.held, g.frozen, g.spent, g.expired, g.voided) as detail
from wallet w
full join (
  select wallet_id, sum(amount) filter (where not scheduled) as issued,
    sum(available) as available, sum(held) as held, sum(frozen) as frozen, sum(spent) as spent,
    sum(expired) as expired, sum(voided) as voided
  from credit_grant
  group by wallet_id) g on g.wallet_id = w.wallet_id
where w.wallet_id is null
  or (w.issued, w.available, w.held, w.frozen, w.spent - w.debt, w.expired, w.voided)
    is distinct from (coalesce(g.issued, 0), coalesce(g.available, 0), coalesce(g.held, 0),
      coalesce(g.frozen, 0), coalesce(g.spent, 0), coalesce(g.expired, 0),
      coalesce(g.voided, 0));

-- I1 wallet_is_its_entries
select coalesce(w.wallet_id, e.wallet_id) as wallet_id,
  format('wallet: issued %s, available %s, held %s, frozen %s, spent %s, expired %s, voided %s,'
    ' debt %s; its entries: %s, %s, %s, %s, %s, %s, %s, %s',
    w.issued, w.available, w.held, w.frozen, w.spent, w.expired, w.voided, w.debt,
    e.issued, e.available, e.held, e.frozen, e.spent, e.expired, e.voided, e.debt) as detail
from wallet w
full join (
  select wallet_id,
    sum(case when from_account = 1 then amount when to_account = 1 then -amount end) as issued,
    sum(case when to_account = 2 then amount when from_account = 2 then -amount end) as available,
    sum(case when to_account = 3 then amount when from_account = 3 then -amount end) as held,
    sum(case when to_account = 4 then amount when from_account = 4 then -amount end) as frozen,
    sum(case when to_account = 5 then amount when from_account = 5 then -amount end) as spent,
    sum(case when to_account = 6 then amount when from_account = 6 then -amount end) as expired,
    sum(case when to_account = 7 then amount when from_account = 7 then -amount end) as voided,
    sum(case when from_account = 8 then amount when to_account = 8 then -amount end) as debt
  from movement
  group by wallet_id) e on e.wallet_id = w.wallet_id
where w.wallet_id is null
  or (w.issued, w.available, w.held, w.frozen, w.spent, w.expired, w.voided, w.debt)
    is distinct from (coalesce(e.issued, 0), coalesce(e.available, 0), coalesce(e.held, 0),
      coalesce(e.frozen, 0), coalesce(e.spent, 0), coalesce(e.expired, 0),
      coalesce(e.voided, 0), coalesce(e.debt, 0));

-- I1 grant_is_its_entries
-- What repaid debt counts as spent by its grant.
select coalesce(g.wallet_id, e.wallet_id) as wallet_id,
  format('grant %s: available %s, held %s, frozen %s, spent %s, expired %s, voided %s; its'
    ' entries: %s, %s, %s, %s, %s, %s, of issued %s', coalesce(g.number, e.number),
    g.available, g.held, g.frozen, g.spent, g.expired, g.voided,
    e.available, e.held, e.frozen, e.spent, e.expired, e.voided, e.issued) as detail
from credit_grant g
full join (
  select wallet_id, grant_number as number,
    sum(case when from_account = 1 then amount end) as issued,
    sum(case when to_account = 2 then amount when from_account = 2 then -amount end) as available,
    sum(case when to_account = 3 then amount when from_account = 3 then -amount end) as held,
    sum(case when to_account = 4 then amount when from_account = 4 then -amount end) as frozen,
    sum(case when to_account in (5, 8) then amount when from_account = 5 then -amount end) as spent,
    sum(case when to_account = 6 then amount when from_account = 6 then -amount end) as expired,
    sum(case when to_account = 7 then amount when from_account = 7 then -amount end) as voided
  from movement
  where grant_number is not null
  group by wallet_id, grant_number) e on e.wallet_id = g.wallet_id and e.number = g.number
where g.wallet_id is null
  or (case when g.scheduled then 0 else g.amount end,
      g.available, g.held, g.frozen, g.spent, g.expired, g.voided)
    is distinct from (coalesce(e.issued, 0), coalesce(e.available, 0), coalesce(e.held, 0),
      coalesce(e.frozen, 0), coalesce(e.spent, 0), coalesce(e.expired, 0),
      coalesce(e.voided, 0));

-- I2 wallet_held_is_pinned
select w.wallet_id,
  format('held %s and reserved debt %s, open holds pin %s and leave %s uncovered',
    w.held, w.reserved_debt, coalesce(h.pinned, 0), coalesce(h.uncovered, 0)) as detail
from wallet w
left join (
  select wallet_id, sum(uncovered) as uncovered,
    sum((select sum(line) from unnest(line_credits) as line)) as pinned
  from hold
  where state = 'held'
  group by wallet_id) h on h.wallet_id = w.wallet_id
where w.held <> coalesce(h.pinned, 0) or w.reserved_debt <> coalesce(h.uncovered, 0);

-- I2 grant_held_is_pinned
select coalesce(g.wallet_id, h.wallet_id) as wallet_id,
  format('grant %s holds %s, open holds pin %s of it', coalesce(g.number, h.number),
    g.held, coalesce(h.pinned, 0)) as detail
from credit_grant g
full join (
  select wallet_id, line.grant_number as number, sum(line.credits) as pinned
  from hold
  cross join lateral unnest(line_grants, line_credits) as line (grant_number, credits)
  where state = 'held'
  group by wallet_id, line.grant_number) h on h.wallet_id = g.wallet_id and h.number = g.number
where coalesce(g.held, 0) <> coalesce(h.pinned, 0);

-- I2 hold_is_its_entries
-- An open hold has taken exactly what its lines say, one that ended has given all of it back.
select coalesce(h.wallet_id, e.wallet_id) as wallet_id,
  format('hold %s is %s and pins %s, its entries leave %s held', coalesce(h.number, e.number),
    coalesce(h.state, 'missing'), h.pinned, coalesce(e.held, 0)) as detail
from (
  select wallet_id, number, state,
    case when state = 'held'
      then (select coalesce(sum(line), 0) from unnest(line_credits) as line) else 0 end as pinned
  from hold) h
full join (
  select wallet_id, hold_number as number,
    sum(case when to_account = 3 then amount when from_account = 3 then -amount else 0 end) as held
  from movement
  where hold_number is not null
  group by wallet_id, hold_number) e on e.wallet_id = h.wallet_id and e.number = h.number
where h.wallet_id is null or h.pinned <> coalesce(e.held, 0);

-- I2 run_has_its_children
-- A run knows how many of its children are open; none is once it has ended, none outlives it, and
-- none is a run itself.
select r.wallet_id,
  format('run %s is %s with %s open children, it has %s; %s outlive it, %s are runs; its own run'
    ' is %s', r.number, r.state, coalesce((r.detail::jsonb #>> '{run,open}')::bigint, 0), c.open,
    c.later, c.runs, r.parent) as detail
from (
  select h.wallet_id, h.parent as number, count(*) filter (where h.state = 'held') as open,
    count(*) filter (where h.expires_at > p.expires_at) as later,
    count(*) filter (where h.detail::jsonb -> 'run' is not null) as runs
  from hold h
  join hold p on p.wallet_id = h.wallet_id and p.number = h.parent
  group by 1, 2) c
join hold r on r.wallet_id = c.wallet_id and r.number = c.number
where coalesce((r.detail::jsonb #>> '{run,open}')::bigint, 0) <> c.open
  or (r.state <> 'held' and c.open > 0)
  or c.later > 0 or c.runs > 0 or r.parent is not null;

-- I2 counters_are_calls
-- Reserved are the calls of open holds, used are those of the usage, both in the windows of the
-- authorization. Usage that had no hold names its counters. A window begins at local midnight, at the first one if clocks show it twice; a hold
-- names the windows that ran on from an earlier zone. What reserves no call counts none.
with calls as (
  select h.wallet_id, coalesce(h.detail::jsonb -> 'call' ->> 'user', '') as user_key,
    h.detail::jsonb -> 'call' ->> 'feature' as feature,
    split_part(h.detail::jsonb -> 'route' ->> 'model', '/', 1) as provider,
    h.detail::jsonb -> 'terms' ->> 'zone' as zone, h.detail::jsonb -> 'terms' -> 'carried' as carried,
    h.created_at, 0::bigint as used, h.calls as reserved
  from hold h
  where h.state = 'held'
  union all
  select u.wallet_id, coalesce(u.user_key, ''), u.feature, u.provider,
    h.detail::jsonb -> 'terms' ->> 'zone', h.detail::jsonb -> 'terms' -> 'carried', h.created_at,
    case when h.calls = 0 then 0 else u.calls end, 0
  from usage_record u
  join hold h on h.wallet_id = u.wallet_id and h.number = u.hold_number),
daily as (
  select wallet_id, user_key, feature, provider, zone, carried,
    date_trunc('day', created_at at time zone zone) as day,
    sum(used) as used, sum(reserved) as reserved
  from calls
  group by 1, 2, 3, 4, 5, 6, 7),
windows as (
  select d.wallet_id, d.user_key, d.feature, d.provider, w.kind,
    case when jsonb_path_exists(d.carried, w.of_kind)
      then (jsonb_path_query_first(d.carried, w.of_kind) ->> 'start')::timestamptz
      when ((w.midnight at time zone d.zone) - interval '1 hour') at time zone d.zone = w.midnight
      then (w.midnight at time zone d.zone) - interval '1 hour'
      else w.midnight at time zone d.zone end as starts,
    d.used, d.reserved
  from daily d
  cross join lateral (values
    (1, d.day, '$[*] ? (@.kind == "day")'::jsonpath),
    (2, date_trunc('month', d.day), '$[*] ? (@.kind == "month")')) as w (kind, midnight, of_kind)),
direct as (
  select u.wallet_id, k.key ->> 'subject' as user_key, k.key ->> 'feature' as feature,
    k.key ->> 'target' as provider, array_position(array['day', 'month'], k.key ->> 'kind') as kind,
    (k.key ->> 'window_start')::timestamptz as starts, u.calls as used, 0::bigint as reserved
  from usage_record u
  cross join lateral jsonb_array_elements(u.direct -> 'counted') as k (key)
  where k.key ->> 'unit' = 'calls' and k.key ->> 'kind' in ('day', 'month')
    and k.key ->> 'feature' <> '' and k.key ->> 'target' <> ''
    and k.key ->> 'target' not like '%/%' and k.key ->> 'subject' !~ '^[*#]'),
counted as (
  select wallet_id, user_key, feature, provider, kind, starts,
    sum(used) as used, sum(reserved) as reserved
  from (select * from windows union all select * from direct) both_kinds
  group by 1, 2, 3, 4, 5, 6)
select coalesce(c.wallet_id, n.wallet_id) as wallet_id,
  format('counter of "%s", %s, %s, window %s from %s: used %s and reserved %s, calls %s and %s',
    coalesce(c.user_key, n.user_key), coalesce(c.feature, n.feature),
    coalesce(c.provider, n.provider), coalesce(c.window_kind, n.kind),
    coalesce(c.window_start, n.starts), coalesce(c.used, 0), coalesce(c.reserved, 0),
    coalesce(n.used, 0), coalesce(n.reserved, 0)) as detail
from (
  select * from counter
  where window_kind in (1, 2) and feature <> '' and provider <> '' and provider not like '%/%'
    and user_key !~ '^[*#]') c
full join counted n
  on n.wallet_id = c.wallet_id and n.user_key = c.user_key and n.feature = c.feature
  and n.provider = c.provider and n.kind = c.window_kind and n.starts = c.window_start
left join entry_checkpoint s on s.wallet_id = coalesce(c.wallet_id, n.wallet_id)
where (coalesce(c.used, 0) <> coalesce(n.used, 0)
    and (s.wallet_id is null or coalesce(c.window_start, n.starts) > s.whole_after))
  or coalesce(c.reserved, 0) <> coalesce(n.reserved, 0);

-- I2 counters_are_what_limits_count
-- Limits beside the matrix count in counters that holds name, or usage that had none: open holds
-- reserve, usage is used, each where provider or model match. Rates (7) flow out by themselves and are not judged;
-- open authorizations (8) are only reserved. A counter that is as full as a number can say stays so.
with counted as (
  select h.wallet_id, h.number, h.state, h.calls, h.detail::jsonb -> 'route' ->> 'model' as model,
    coalesce((
      select sum(t.value::bigint)
      from jsonb_each_text(h.detail::jsonb -> 'estimate' -> 'usage' -> 'tokens') t), 0) as tokens,
    coalesce((h.detail::jsonb ->> 'expected')::bigint,
      h.uncovered + coalesce((select sum(line) from unnest(h.line_credits) line), 0)) as credits,
    k.key ->> 'user' as user_key, k.key ->> 'feature' as feature, k.key ->> 'provider' as target,
    coalesce(k.key ->> 'unit', 'calls') as unit,
    array_position(
      array['day', 'month', 'minute', 'hour', 'week', 'cycle', 'rate', 'open'],
      k.key ->> 'kind') as kind,
    (k.key ->> 'window_start')::timestamptz as starts
  from hold h
  cross join lateral jsonb_array_elements(h.detail::jsonb -> 'counted') as k (key)),
moved as (
  select c.*, 0::numeric as used,
    case when c.kind = 8 then 1 when c.unit = 'tokens' then c.tokens
      when c.unit = 'credits' then c.credits else c.calls end as reserved
  from counted c
  where c.state = 'held' and c.target in ('', split_part(c.model, '/', 1), c.model)
  union all
  select c.*,
    case c.unit when 'credits' then u.credits when 'calls' then u.calls
      else u.input_tokens + u.output_tokens + u.cache_read_tokens + u.cache_write_tokens
        + u.reasoning_tokens + u.audio_input_tokens + u.audio_output_tokens end, 0
  from counted c
  join usage_record u on u.wallet_id = c.wallet_id and u.hold_number = c.number
  where c.kind <> 8 and c.target in ('', u.provider, u.provider || '/' || u.model)),
direct as (
  select u.wallet_id, k.key ->> 'subject' as user_key, k.key ->> 'feature' as feature,
    k.key ->> 'target' as target, k.key ->> 'unit' as unit,
    array_position(
      array['day', 'month', 'minute', 'hour', 'week', 'cycle'], k.key ->> 'kind') as kind,
    (k.key ->> 'window_start')::timestamptz as starts,
    case k.key ->> 'unit' when 'credits' then u.credits when 'calls' then u.calls
      else u.input_tokens + u.output_tokens + u.cache_read_tokens + u.cache_write_tokens
        + u.reasoning_tokens + u.audio_input_tokens + u.audio_output_tokens end as used
  from usage_record u
  cross join lateral jsonb_array_elements(u.direct -> 'counted') as k (key)
  where not (k.key ->> 'unit' = 'calls' and k.key ->> 'kind' in ('day', 'month')
    and k.key ->> 'feature' <> '' and k.key ->> 'target' <> ''
    and k.key ->> 'target' not like '%/%' and k.key ->> 'subject' !~ '^[*#]')),
expected as (
  select wallet_id, user_key, feature, target,
    kind + 16 * (array_position(array['calls', 'tokens', 'credits'], unit) - 1) as window_kind,
    starts, sum(used) as used, sum(reserved) as reserved
  from (
    select wallet_id, user_key, feature, target, unit, kind, starts, used, reserved from moved
    union all
    select wallet_id, user_key, feature, target, unit, kind, starts, used, 0 from direct) all_of_it
  where kind <> 7
  group by 1, 2, 3, 4, 5, 6)
select coalesce(c.wallet_id, n.wallet_id) as wallet_id,
  format('counter of "%s", "%s", "%s", window %s from %s: used %s and reserved %s, not %s and %s',
    coalesce(c.user_key, n.user_key), coalesce(c.feature, n.feature),
    coalesce(c.provider, n.target), coalesce(c.window_kind, n.window_kind),
    coalesce(c.window_start, n.starts), coalesce(c.used, 0), coalesce(c.reserved, 0),
    coalesce(n.used, 0), coalesce(n.reserved, 0)) as detail
from (
  select * from counter
  where window_kind & 15 <> 7 and (window_kind not in (1, 2) or feature = '' or provider = ''
    or provider like '%/%' or user_key ~ '^[*#]')) c
full join expected n
  on n.wallet_id = c.wallet_id and n.user_key = c.user_key and n.feature = c.feature
  and n.target = c.provider and n.window_kind = c.window_kind and n.starts = c.window_start
left join entry_checkpoint s on s.wallet_id = coalesce(c.wallet_id, n.wallet_id)
where (coalesce(c.used, 0) <> coalesce(n.used, 0) and coalesce(c.used, 0) < 9223372036854775807
    and (s.wallet_id is null or coalesce(c.window_start, n.starts) > s.whole_after))
  or coalesce(c.reserved, 0) <> coalesce(n.reserved, 0);

-- I3 wallet_is_not_negative
select wallet_id,
  format('issued %s, available %s, held %s, frozen %s, spent %s, expired %s, voided %s, debt %s,'
    ' reserved debt %s',
    issued, available, held, frozen, spent, expired, voided, debt, reserved_debt) as detail
from wallet
where least(issued, available, held, frozen, spent, expired, voided, debt, reserved_debt) < 0;

-- I3 grant_is_not_negative
select wallet_id,
  format('grant %s: available %s, held %s, frozen %s, spent %s, expired %s, voided %s',
    number, available, held, frozen, spent, expired, voided) as detail
from credit_grant
where least(available, held, frozen, spent, expired, voided) < 0;

-- I3 entry_is_not_negative
select wallet_id,
  format('after entry %s: available %s, held %s, frozen %s, debt %s',
    sequence, available_after, held_after, frozen_after, debt_after) as detail
from entry
where least(available_after, held_after, frozen_after, debt_after) < 0;

-- I3 counter_is_not_negative
select wallet_id,
  format('counter of "%s", %s, %s: used %s, reserved %s',
    user_key, feature, provider, used, reserved) as detail
from counter
where least(used, reserved) < 0;

-- I3 debt_is_within_its_limit
-- Overruns may be charged beyond the limit where the plan says so, and another plan may have had
-- another limit: only wallets that never had either are judged, as far back as anybody can tell.
select w.wallet_id,
  format('debt %s and reserved debt %s above the limit of %s',
    w.debt, w.reserved_debt, w.debt_limit) as detail
from wallet w
where w.debt::numeric + w.reserved_debt > w.debt_limit
  and w.cycle_plans = array[w.plan]
  and not exists (select from entry_checkpoint s where s.wallet_id = w.wallet_id)
  and not exists (
    select from hold h
    where h.wallet_id = w.wallet_id
      and (h.detail::jsonb -> 'terms' ->> 'overrun' = 'charge'
        or h.detail::jsonb -> 'terms' ->> 'plan' <> w.plan
        or (h.detail::jsonb -> 'terms' ->> 'plan_version')::integer <> w.plan_version))
  and not exists (
    select from decision d
    where d.wallet_id = w.wallet_id
      and (d.plan <> w.plan or d.plan_version <> w.plan_version))
  and not exists (
    select from usage_record u
    where u.wallet_id = w.wallet_id
      and (u.direct ->> 'overrun' = 'charge'
        or u.direct #>> '{plan,plan}' <> w.plan
        or (u.direct #>> '{plan,version}')::integer <> w.plan_version));

-- I3 debt_stands_alone
-- Credits that repay debt never stand beside it: those of unscoped grants that are no promotion.
select w.wallet_id,
  format('debt %s beside %s available in grant %s', w.debt, g.available, g.number) as detail
from wallet w
join credit_grant g on g.wallet_id = w.wallet_id
where w.debt > 0 and g.available > 0 and g.source <> 'promo'
  and g.scope_features = '{}' and g.scope_models = '{}';

-- I4 hold_ends_once
-- A settled hold was charged once, an expired one at most once and late, any other never.
select coalesce(h.wallet_id, u.wallet_id) as wallet_id,
  format('hold %s is %s, answered: %s, usage records: %s, of which late: %s',
    coalesce(h.number, u.hold_number), coalesce(h.state, 'missing'), h.end_answer is not null,
    coalesce(u.records, 0), coalesce(u.late, 0)) as detail
from hold h
full join (
  select wallet_id, hold_number, count(*) as records, count(*) filter (where late) as late
  from usage_record
  where kind = 'settlement'
  group by wallet_id, hold_number) u on u.wallet_id = h.wallet_id and u.hold_number = h.number
left join entry_checkpoint s on s.wallet_id = h.wallet_id and s.number >= h.number
where not coalesce(
  case h.state
    when 'held' then h.end_answer is null and u.records is null
    when 'released' then h.end_answer is not null and u.records is null
    when 'settled' then h.end_answer is not null
      and ((u.records = 1 and u.late = 0) or (u.records is null and s.wallet_id is not null))
    when 'expired' then (h.end_answer is null and u.records is null)
      or (h.end_answer is not null
        and ((u.records = 1 and u.late = 1) or (u.records is null and s.wallet_id is not null)))
  end, false);

-- I11 hold_ends_in_time
-- Every command first ends the holds that have expired, so an open one expires after the last.
select w.wallet_id, format('hold %s expired at %s and is open after the command of %s',
    h.number, h.expires_at, w.last_at) as detail
from wallet w
join hold h on h.wallet_id = w.wallet_id
where h.state = 'held' and h.expires_at <= w.last_at;

-- I5 charged_is_its_entries
-- What had no hold is charged by one command, whose number is no hold's.
select coalesce(u.wallet_id, e.wallet_id) as wallet_id,
  format('hold or command %s: charged %s, its entries %s', coalesce(u.number, e.number),
    coalesce(u.charged, 0), coalesce(e.charged, 0)) as detail
from (
  select wallet_id, coalesce(hold_number, number) as number, sum(charged) as charged
  from usage_record
  group by 1, 2) u
full join (
  select wallet_id, coalesce(hold_number, command) as number,
    sum(case when to_account = 5 then amount else -amount end) as charged
  from entry
  where 5 in (to_account, from_account)
  group by 1, 2) e on e.wallet_id = u.wallet_id and e.number = u.number
where coalesce(u.charged, 0) <> coalesce(e.charged, 0);

-- I5 days_are_their_usage
select coalesce(d.wallet_id, u.wallet_id) as wallet_id,
  format('%s, "%s", %s, %s: total of %s calls, %s charged and tokens %s, usage %s, %s and %s',
    coalesce(d.day, u.day), coalesce(d.user_key, u.user_key), coalesce(d.feature, u.feature),
    coalesce(d.model, u.model), coalesce(d.calls, 0), coalesce(d.charged, 0),
    concat_ws('/', d.input_tokens, d.output_tokens, d.cache_read_tokens, d.cache_write_tokens,
      d.reasoning_tokens, d.audio_input_tokens, d.audio_output_tokens),
    coalesce(u.calls, 0), coalesce(u.charged, 0),
    concat_ws('/', u.input_tokens, u.output_tokens, u.cache_read_tokens, u.cache_write_tokens,
      u.reasoning_tokens, u.audio_input_tokens, u.audio_output_tokens)) as detail
from usage_daily d
full join (
  select wallet_id, day, coalesce(user_key, '') as user_key, feature,
    provider || '/' || model as model, sum(calls) as calls, sum(credits) as credits,
    sum(charged) as charged, sum(not_charged) as not_charged,
    sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens,
    sum(cache_read_tokens) as cache_read_tokens, sum(cache_write_tokens) as cache_write_tokens,
    sum(reasoning_tokens) as reasoning_tokens, sum(audio_input_tokens) as audio_input_tokens,
    sum(audio_output_tokens) as audio_output_tokens
  from usage_record
  group by 1, 2, 3, 4, 5) u
  on u.wallet_id = d.wallet_id and u.day = d.day and u.user_key = d.user_key
  and u.feature = d.feature and u.model = d.model
left join entry_checkpoint s on s.wallet_id = coalesce(d.wallet_id, u.wallet_id)
where (s.wallet_id is null
    or coalesce(d.day, u.day) > (s.whole_after at time zone 'UTC')::date + 1)
  and (coalesce(d.calls, 0),
    case when d.credits = 9223372036854775807 then u.credits else coalesce(d.credits, 0) end,
    case when d.charged = 9223372036854775807 then u.charged else coalesce(d.charged, 0) end,
    case when d.not_charged = 9223372036854775807 then u.not_charged
      else coalesce(d.not_charged, 0) end,
    coalesce(d.input_tokens, 0), coalesce(d.output_tokens, 0),
    coalesce(d.cache_read_tokens, 0), coalesce(d.cache_write_tokens, 0),
    coalesce(d.reasoning_tokens, 0), coalesce(d.audio_input_tokens, 0),
    coalesce(d.audio_output_tokens, 0))
  is distinct from (coalesce(u.calls, 0), coalesce(u.credits, 0), coalesce(u.charged, 0),
    coalesce(u.not_charged, 0), coalesce(u.input_tokens, 0), coalesce(u.output_tokens, 0),
    coalesce(u.cache_read_tokens, 0), coalesce(u.cache_write_tokens, 0),
    coalesce(u.reasoning_tokens, 0), coalesce(u.audio_input_tokens, 0),
    coalesce(u.audio_output_tokens, 0));

-- I5 units_are_their_usage
select coalesce(d.wallet_id, u.wallet_id) as wallet_id,
  format('%s, "%s", %s, %s: total of %s %s, usage %s', coalesce(d.day, u.day),
    coalesce(d.user_key, u.user_key), coalesce(d.feature, u.feature), coalesce(d.model, u.model),
    coalesce(d.quantity, 0), coalesce(d.unit, u.unit), coalesce(u.quantity, 0)) as detail
from usage_unit_daily d
full join (
  select r.wallet_id, r.day, coalesce(r.user_key, '') as user_key, r.feature,
    r.provider || '/' || r.model as model, q.unit, sum(q.quantity::bigint) as quantity
  from usage_record r
  cross join lateral jsonb_each_text(r.units) as q (unit, quantity)
  group by 1, 2, 3, 4, 5, 6) u
  on u.wallet_id = d.wallet_id and u.day = d.day and u.user_key = d.user_key
  and u.feature = d.feature and u.model = d.model and u.unit = d.unit
left join entry_checkpoint s on s.wallet_id = coalesce(d.wallet_id, u.wallet_id)
where coalesce(d.quantity, 0) <> coalesce(u.quantity, 0)
  and (s.wallet_id is null
    or coalesce(d.day, u.day) > (s.whole_after at time zone 'UTC')::date + 1);

-- I6 key_has_one_effect
-- A key is remembered for 35 days at least; after that it may be used again.
select wallet_id, format('key "%s" of %s had an effect at %s and at %s', key, operation,
    before, recorded_at) as detail
from (
  select wallet_id, operation, key, recorded_at, lag(recorded_at)
    over (partition by wallet_id, operation, key order by recorded_at) as before
  from command_key) k
where recorded_at < before + interval '35 days';

-- I15 rows_are_of_one_tenant
-- Whoever sees one tenant alone does not see the rows that are wrong; the function does.
select wallet_id, format('tenant %s, and %s of another tenant', tenant_id, rows_of) as detail
from wallets_of_two_tenants(array(select wallet_id from wallet))
join wallet using (wallet_id);

-- I16 sequence_has_no_gap
select wallet_id, format('entry %s stands at place %s', sequence, place) as detail
from (
  select e.wallet_id, e.sequence,
    coalesce(s.sequence, 0)
      + row_number() over (partition by e.wallet_id order by e.sequence, e.recorded_at) as place
  from entry e left join entry_checkpoint s on s.wallet_id = e.wallet_id
  where s.wallet_id is null or e.sequence > s.sequence) e
where sequence <> place
union all
select s.wallet_id,
  format('%s entries of later months up to the checkpoint at place %s, it covers %s', count(e.sequence),
    s.sequence, s.later) as detail
from entry_checkpoint s
left join entry e on e.wallet_id = s.wallet_id and e.sequence <= s.sequence
  and e.recorded_at >= s.recorded_before
group by s.wallet_id, s.sequence, s.later
having count(e.sequence) <> s.later;

-- I16 balances_chain
select wallet_id,
  format('entry %s: available %s, held %s, frozen %s, debt %s do not follow from the entry before',
    sequence, available_after, held_after, frozen_after, debt_after) as detail
from (
  select e.wallet_id, e.sequence, e.amount, e.from_account, e.to_account,
    e.available_after, e.held_after, e.frozen_after, e.debt_after,
    lag(e.available_after, 1, coalesce(s.available, 0)) over w as available,
    lag(e.held_after, 1, coalesce(s.held, 0)) over w as held,
    lag(e.frozen_after, 1, coalesce(s.frozen, 0)) over w as frozen,
    lag(e.debt_after, 1, coalesce(s.debt, 0)) over w as debt
  from entry e left join entry_checkpoint s on s.wallet_id = e.wallet_id
  where s.wallet_id is null or e.sequence > s.sequence
  window w as (partition by e.wallet_id order by e.sequence, e.recorded_at)) e
where available_after <> available
    + case 2 when to_account then amount when from_account then -amount else 0 end
  or held_after <> held
    + case 3 when to_account then amount when from_account then -amount else 0 end
  or frozen_after <> frozen
    + case 4 when to_account then amount when from_account then -amount else 0 end
  or debt_after <> debt
    + case 8 when from_account then amount when to_account then -amount else 0 end;

-- I16 wallet_ends_its_chain
select coalesce(w.wallet_id, e.wallet_id) as wallet_id,
  format('wallet: sequence %s, available %s, held %s, frozen %s, debt %s; last entry: %s, %s, %s,'
    ' %s, %s; same hash: %s', w.sequence, w.available, w.held, w.frozen, w.debt,
    e.sequence, e.available_after, e.held_after, e.frozen_after, e.debt_after,
    coalesce(w.last_hash = e.hash, false)) as detail
from wallet w
full join (
  select distinct on (wallet_id) wallet_id, sequence, available_after, held_after, frozen_after,
    debt_after, hash
  from (
    select wallet_id, sequence, available_after, held_after, frozen_after, debt_after, hash
    from entry
    union all
    select wallet_id, sequence, available, held, frozen, debt, hash
    from entry_checkpoint) e
  order by wallet_id, sequence desc) e on e.wallet_id = w.wallet_id
where w.wallet_id is null
  or (w.sequence, w.available, w.held, w.frozen, w.debt, w.last_hash)
    is distinct from (coalesce(e.sequence, 0), coalesce(e.available_after, 0),
      coalesce(e.held_after, 0), coalesce(e.frozen_after, 0), coalesce(e.debt_after, 0),
      coalesce(e.hash, decode(repeat('00', 32), 'hex')));

-- I17 postings_sum_to_zero
-- Each amount leaves one account of the wallet and enters another, in one of the known transfers.
-- Only debt is charged without a grant, and only calls have a hold; what available credits or debt
-- pay may be usage that had none.
select wallet_id,
  format('entry %s: kind %s moves %s from account %s to %s, grant %s, hold %s',
    sequence, kind, amount, from_account, to_account, grant_number, hold_number) as detail
from entry
where amount <= 0
  or (kind, from_account, to_account) not in (
    (1, 1, 2), (2, 2, 3), (3, 3, 5), (3, 2, 5), (3, 8, 5), (4, 3, 2), (5, 2, 6), (5, 3, 6),
    (6, 2, 8), (7, 2, 7), (8, 2, 7), (9, 2, 7), (10, 5, 2), (10, 5, 6), (10, 5, 8))
  or (grant_number is null) <> (from_account = 8 or (kind = 10 and to_account = 8))
  or ((kind, from_account) not in ((3, 2), (3, 8)) and (hold_number is null)
    <> ((kind, from_account) in ((1, 1), (5, 2), (6, 2), (7, 2), (8, 2), (9, 2))));
