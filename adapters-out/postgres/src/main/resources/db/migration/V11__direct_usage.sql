-- Direct usage: what had no hold is charged afterwards, with the plan and in the windows of its own
-- time. A wallet keeps what was agreed before, for as long as usage may be reported late; it is
-- written when plan or zone change, and is null for a wallet where neither has.

alter table wallet add column earlier_terms text;

-- What had no hold says where it counts, in `direct`; its kind is `direct`.

create or replace view usage_record with (security_invoker = true) as
select o.wallet_id, o.number, o.recorded_at, o.tenant_id, o.hold_number,
  (u.document ->> 'at')::timestamptz as at, (u.document ->> 'day')::date as day,
  u.document ->> 'user' as user_key, u.document ->> 'feature' as feature,
  u.document ->> 'activity' as activity,
  split_part(f.figures ->> 'model', '/', 1) as provider,
  substr(f.figures ->> 'model', strpos(f.figures ->> 'model', '/') + 1) as model,
  u.document ->> 'role' as role,
  f.sign * (f.figures #>> '{usage,calls}')::bigint as calls,
  f.sign * coalesce((f.figures #>> '{usage,tokens,input}')::bigint, 0) as input_tokens,
  f.sign * coalesce((f.figures #>> '{usage,tokens,output}')::bigint, 0) as output_tokens,
  f.sign * coalesce((f.figures #>> '{usage,tokens,cache_read}')::bigint, 0) as cache_read_tokens,
  f.sign * coalesce((f.figures #>> '{usage,tokens,cache_write}')::bigint, 0) as cache_write_tokens,
  f.sign * coalesce((f.figures #>> '{usage,tokens,reasoning}')::bigint, 0) as reasoning_tokens,
  f.sign * coalesce((f.figures #>> '{usage,tokens,audio_input}')::bigint, 0) as audio_input_tokens,
  f.sign * coalesce((f.figures #>> '{usage,tokens,audio_output}')::bigint, 0)
    as audio_output_tokens,
  case when f.sign = 1 then f.figures #> '{usage,units}'
    else (select coalesce(jsonb_object_agg(unit.key, -(unit.value)::bigint), '{}')
      from jsonb_each_text(f.figures #> '{usage,units}') unit) end as units,
  f.sign * (f.figures ->> 'credits')::bigint as credits,
  f.sign * (f.figures ->> 'charged')::bigint as charged,
  f.sign * (f.figures ->> 'not_charged')::bigint as not_charged,
  f.sign * (f.figures #>> '{cost,amount}')::numeric as cost,
  f.figures #>> '{cost,currency}' as cost_currency,
  u.document #>> '{versions,plan}' as plan,
  (u.document #>> '{versions,plan_version}')::integer as plan_version,
  (u.document #>> '{versions,price}')::integer as price_version,
  (u.document #>> '{versions,cost}')::integer as cost_version,
  (u.document ->> 'succeeded')::boolean as succeeded, u.document ->> 'evidence' as evidence,
  (u.document ->> 'late')::boolean as late, u.document -> 'metadata' as metadata,
  (u.document ->> 'run')::bigint as run_number, f.kind,
  u.document -> 'direct' as direct
from operation o,
  lateral (select o.usage::jsonb as document offset 0) u,
  lateral (
    select 1::bigint as sign, u.document as figures,
      case when u.document ? 'corrects' then 'correction'
        when u.document ? 'direct' then 'direct' else 'settlement' end as kind
    union all
    select -1::bigint, u.document -> 'corrects', 'corrected' where u.document ? 'corrects') f
where o.usage is not null;
