-- The command of the ledger that a record tells of. The ledger has done it before it is told, so it
-- may be told again.
alter table audit_log
  add column wallet_id bigint,
  add column command bigint,
  add check ((wallet_id is null) = (command is null));

create unique index audit_log_command on audit_log (tenant_id, wallet_id, command)
  where command is not null;

