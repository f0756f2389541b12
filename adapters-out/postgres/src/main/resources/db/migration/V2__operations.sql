-- One append-only row for each command that did or decided something: the key it is remembered by,
-- what it was decided on, what the call used, and its answer where nothing else tells it. Three
-- tables held these before, and each call wrote two of them.
--
-- Documents are JSON that is kept as the text that was written: as jsonb each was taken apart and
-- put together again on its way in, which cost more than all else about its row.

alter table hold
  alter column detail type text using detail::text,
  alter column end_answer type text using end_answer::text;

-- Most calls are counted in two classes of tokens; the others need not be named.
alter table usage_daily
  alter column cache_read_tokens set default 0,
  alter column cache_write_tokens set default 0,
  alter column reasoning_tokens set default 0,
  alter column audio_input_tokens set default 0,
  alter column audio_output_tokens set default 0;

-- number is that of the command, and of the hold or decision it made; rows from before this table
-- that had no number of their own have negative ones. answer is empty where the hold's row and the
-- decision tell it.
create table operation (
  wallet_id bigint not null,
  number bigint not null,
  recorded_at timestamptz not null,
  tenant_id bigint not null,
  operation text,
  key text,
  content bytea check (octet_length(content) = 32),
  hold_number bigint,
  answer text,
  decision text,
  usage text,
  primary key (wallet_id, number, recorded_at),
  check ((key is null) = (content is null)),
  check ((key is null) = (operation is null))
) partition by range (recorded_at);

create index operation_key on operation (wallet_id, operation, key, recorded_at)
  where key is not null;

create or replace function create_month(month date) returns void
language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  first date := date_trunc('month', month)::date;
  parent text;
  partition text;
begin
  perform pg_advisory_xact_lock(hashtextextended('saldo.partitions', 0));
  foreach parent in array array['entry', 'operation'] loop
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

-- Every month that the old tables have.
select create_month(to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM'))
from pg_inherits where inhparent = 'decision'::regclass;

insert into operation (wallet_id, number, recorded_at, tenant_id, decision)
select wallet_id, number, recorded_at, tenant_id,
  (detail || jsonb_build_object(
    'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'outcome', outcome, 'catalog_version', catalog_version, 'plan', plan,
    'plan_version', plan_version))::text
from decision;

insert into operation (wallet_id, number, recorded_at, tenant_id, hold_number, usage)
select wallet_id, number, recorded_at, tenant_id, hold_number,
  (jsonb_strip_nulls(jsonb_build_object(
    'number', number, 'hold', hold_number,
    'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'day', day::text,
    'user', user_key, 'feature', feature, 'activity', activity,
    'model', provider || '/' || model, 'role', role,
    'usage', jsonb_build_object('calls', calls, 'units', units, 'tokens', jsonb_build_object(
      'input', input_tokens, 'output', output_tokens, 'cache_read', cache_read_tokens,
      'cache_write', cache_write_tokens, 'reasoning', reasoning_tokens,
      'audio_input', audio_input_tokens, 'audio_output', audio_output_tokens)),
    'credits', credits, 'charged', charged, 'not_charged', not_charged,
    'cost', case when cost is not null then
      jsonb_build_object('amount', cost::text, 'currency', cost_currency) end,
    'versions', jsonb_build_object('plan', plan, 'plan_version', plan_version,
      'price', price_version, 'cost', cost_version),
    'succeeded', succeeded, 'evidence', evidence, 'late', late, 'metadata', metadata)))::text
from usage_record;

insert into operation
  (wallet_id, number, recorded_at, tenant_id, operation, key, content, answer)
select wallet_id,
  -row_number() over (partition by wallet_id order by recorded_at, operation, key),
  recorded_at, tenant_id, operation, key, content, answer::text
from command_key;

drop table decision, usage_record, command_key;

select close_table('operation'), open_to_app('operation'), open_to_ledger('operation');

grant select, insert on operation to ${ledger};
grant select (wallet_id, number, recorded_at, tenant_id, hold_number, decision, usage)
  on operation to ${app};

-- What the documents say, for people and reports; a reader sees what it may see of operation.

create view decision with (security_invoker = true) as
select o.wallet_id, o.number, o.recorded_at, o.tenant_id,
  (d.document ->> 'at')::timestamptz as at, d.document ->> 'outcome' as outcome,
  (d.document ->> 'catalog_version')::integer as catalog_version,
  d.document ->> 'plan' as plan, (d.document ->> 'plan_version')::integer as plan_version,
  d.document as detail
from operation o, lateral (select o.decision::jsonb as document offset 0) d
where o.decision is not null;

create view usage_record with (security_invoker = true) as
select o.wallet_id, o.number, o.recorded_at, o.tenant_id, o.hold_number,
  (u.document ->> 'at')::timestamptz as at, (u.document ->> 'day')::date as day,
  u.document ->> 'user' as user_key, u.document ->> 'feature' as feature,
  u.document ->> 'activity' as activity,
  split_part(u.document ->> 'model', '/', 1) as provider,
  substr(u.document ->> 'model', strpos(u.document ->> 'model', '/') + 1) as model,
  u.document ->> 'role' as role,
  (u.document #>> '{usage,calls}')::bigint as calls,
  coalesce((u.document #>> '{usage,tokens,input}')::bigint, 0) as input_tokens,
  coalesce((u.document #>> '{usage,tokens,output}')::bigint, 0) as output_tokens,
  coalesce((u.document #>> '{usage,tokens,cache_read}')::bigint, 0) as cache_read_tokens,
  coalesce((u.document #>> '{usage,tokens,cache_write}')::bigint, 0) as cache_write_tokens,
  coalesce((u.document #>> '{usage,tokens,reasoning}')::bigint, 0) as reasoning_tokens,
  coalesce((u.document #>> '{usage,tokens,audio_input}')::bigint, 0) as audio_input_tokens,
  coalesce((u.document #>> '{usage,tokens,audio_output}')::bigint, 0) as audio_output_tokens,
  u.document #> '{usage,units}' as units,
  (u.document ->> 'credits')::bigint as credits, (u.document ->> 'charged')::bigint as charged,
  (u.document ->> 'not_charged')::bigint as not_charged,
  (u.document #>> '{cost,amount}')::numeric as cost,
  u.document #>> '{cost,currency}' as cost_currency,
  u.document #>> '{versions,plan}' as plan,
  (u.document #>> '{versions,plan_version}')::integer as plan_version,
  (u.document #>> '{versions,price}')::integer as price_version,
  (u.document #>> '{versions,cost}')::integer as cost_version,
  (u.document ->> 'succeeded')::boolean as succeeded, u.document ->> 'evidence' as evidence,
  (u.document ->> 'late')::boolean as late, u.document -> 'metadata' as metadata
from operation o, lateral (select o.usage::jsonb as document offset 0) u
where o.usage is not null;

create view command_key with (security_invoker = true) as
select wallet_id, operation, key, recorded_at, tenant_id, content, answer, hold_number, number
from operation where key is not null;

grant select on decision, usage_record to ${app};
