package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.wallet.Change;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * What one decided command stores.
 *
 * @param isNew whether its wallet has to be added
 * @param key what remembers the answer; empty when there was no effect, or the command has no key
 */
record Write(Change change, boolean isNew, Optional<KeyRow.Answered> key, Instant recordedAt) {
  static <R extends Outcome> Write of(
      LedgerCommand<R> command, Decision.Decided<R> decided, boolean isNew, Instant recordedAt) {
    Optional<CommandKey> key = decided.effect() ? command.key() : Optional.empty();
    return new Write(
        decided.change(),
        isNew,
        key.map(name -> new KeyRow.Answered(name, decided.outcome())),
        recordedAt);
  }

  <T> Of<T> of(T value) {
    return Of.wallet(change.wallet(), recordedAt, value);
  }
}
