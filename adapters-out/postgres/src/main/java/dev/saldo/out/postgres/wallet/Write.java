package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.wallet.Change;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Snapshot;
import java.util.Optional;

/**
 * What one decided command stores.
 *
 * @param before what it was decided on
 */
record Write(LedgerCommand<?> command, Snapshot before, Decision.Decided<?> decided) {
  static <R extends Outcome> Write of(
      LedgerCommand<R> command, Snapshot before, Decision.Decided<R> decided) {
    return new Write(command, before, decided);
  }

  Change change() {
    return decided.change();
  }

  /** What remembers it; empty when there was no effect, or the command has none. */
  Optional<CommandKey> key() {
    return decided.effect() ? command.key() : Optional.empty();
  }

  /** What the key remembers. */
  Optional<Outcome> answer() {
    return key().map(_ -> decided.outcome());
  }

  /** Whether it is the wallet's first. */
  boolean opens() {
    return before.wallet().isEmpty();
  }

  /** Whether it changes more of the wallet than balances. */
  boolean changesAgreement() {
    return !opens() && !WalletRow.isPosting(before.wallet().orElseThrow(), change().wallet());
  }

  boolean isNew(Grant grant) {
    return !before.grants().containsKey(grant.id().number());
  }

  /** Whether more of a hold changes than how it ended. */
  boolean isReshaped(Hold hold) {
    Hold old = before.holds().get(hold.number());
    return old != null && hold.isReshapedFrom(old);
  }

  /** Whether the answer is how this hold ended. */
  boolean isAnsweredBy(Hold hold) {
    return hold.end().isPresent() && hold.end().map(Hold.End::answer).equals(answer());
  }

  boolean isNew(Hold hold) {
    return !before.holds().containsKey(hold.number());
  }

  <T> Of<T> of(T value) {
    return Of.wallet(change().wallet(), before.recordedAt(), value);
  }
}
