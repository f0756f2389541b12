-- What a wallet carries of its plan's cycles, of a scheduled plan change, and of what was agreed with
-- its customer alone. The defaults are what was true of every wallet before: cycles begin on the
-- first of the month, nothing rolls over, nothing is scheduled, the allowance is the plan's.
--
-- rollover and next_terms are documents, since nothing looks into them and most wallets have neither.

alter table wallet
  add column cycle_kind text not null default 'calendar_month',
  add column rollover text,
  add column next_terms text,
  add column own_allowance bigint check (own_allowance >= 0),
  add column cycle_anchor smallint not null default 1 check (cycle_anchor between 1 and 31);
