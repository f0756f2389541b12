package dev.saldo.application.usage;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.LocalDate;
import java.util.Optional;

/** Totals of usage, kept by the settlements themselves; no report scans single calls. */
public interface Usage {
  /**
   * What a customer used from a local day to before another.
   *
   * @param user of one user; empty for all
   */
  UsageTotals totals(
      TenantId tenant, WalletId wallet, Optional<String> user, LocalDate from, LocalDate to);
}
