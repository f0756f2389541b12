package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to load of one wallet, for one command or several.
 *
 * @param at the time the commands are decided at
 */
record Wanted(Wallet wallet, Instant at, Reads reads, List<CommandKey> keys) {
  static Wanted by(LedgerCommand<?> command, Wallet locked, Instant clock) {
    Instant at = locked.timeAt(clock);
    return new Wanted(locked, at, command.reads(locked, at), command.key().stream().toList());
  }

  /** The same wallet for two commands. */
  Wanted and(Wanted other) {
    List<CommandKey> all = Stream.concat(keys.stream(), other.keys.stream()).distinct().toList();
    return new Wanted(wallet, at, reads.plus(other.reads), all);
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
