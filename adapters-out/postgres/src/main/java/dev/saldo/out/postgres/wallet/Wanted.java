package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.util.Optional;

/**
 * What to load for one command.
 *
 * @param at the time the command is decided at
 */
record Wanted(Wallet wallet, Instant at, Reads reads, Optional<CommandKey> key) {
  static Wanted by(LedgerCommand<?> command, Wallet locked, Instant clock) {
    Instant at = locked.timeAt(clock);
    return new Wanted(locked, at, command.reads(locked, at), command.key());
  }

  /** Whether something may be overdue, so that open holds have to be looked at. */
  boolean isDue() {
    return !wallet.nextDue().isAfter(at);
  }

  TenantId tenant() {
    return wallet.tenant();
  }

  <T> Of<T> of(T value) {
    return new Of<>(wallet.id(), wallet.tenant(), at, value);
  }
}
