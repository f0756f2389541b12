-- What a customer is given in place of its plan's allowance counts from the next cycle on. A plan
-- change gives the difference by what the current cycle began with, so the wallet keeps that too.
-- For the cycles that run now it is what is agreed now; of an earlier agreement nothing is known.

alter table wallet
  add column cycle_own_allowance bigint check (cycle_own_allowance >= 0);

update wallet
  set cycle_own_allowance = own_allowance
  where own_allowance is not null;
