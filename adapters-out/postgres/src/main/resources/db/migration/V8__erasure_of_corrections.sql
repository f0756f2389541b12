-- Takes name, metadata and stated reasons out of the records of one customer or one user, and adds
-- a record of that. For the owner of the tables alone: no server may change what is recorded.
--
-- A customer's records are its own, those of its users, its plan changes, its grants, its
-- adjustments and the freezes of its wallet. The key of a user is that of the customer, a slash, and
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
  -- The last 13 digits of a grant's id are its wallet, in Crockford's base 32.
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
            or (a.kind = 'grant' and right(a.key, 13) = wallet_digits))));
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
