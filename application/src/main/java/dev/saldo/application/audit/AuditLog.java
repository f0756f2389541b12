package dev.saldo.application.audit;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.util.Optional;

/** What administrators of tenants changed. Records are added, and never changed or taken away. */
public interface AuditLog {
  /** The records of a tenant, newest first. */
  Page<AuditRecord> list(TenantId tenant, Filter filter, PageRequest page);

  /**
   * Adds what the ledger has stored already. Each of its commands is told once, however often this
   * is repeated.
   *
   * @param wallet of the command
   * @param command its number
   */
  void addOnce(TenantId tenant, WalletId wallet, long command, AuditNote note);

  /** Which records are wanted; what is empty does not matter. */
  record Filter(Optional<String> kind, Optional<String> key, Optional<String> actor) {
    /** All records. */
    public static final Filter ALL =
        new Filter(Optional.empty(), Optional.empty(), Optional.empty());
  }
}
