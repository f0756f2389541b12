package dev.saldo.domain.wallet;

import java.time.Instant;
import java.util.Optional;

/**
 * How the ledger answers a command.
 *
 * @param <R> the outcomes of the command
 */
public sealed interface Decision<R extends Outcome> {

  /**
   * The command was decided now.
   *
   * @param change what is stored with it; also a refusal stores what time had made due
   * @param effect whether the outcome is remembered under the command's key
   */
  record Decided<R extends Outcome>(R outcome, Change change, boolean effect)
      implements Decision<R> {}

  /** The same command had its effect before: the first answer, and nothing new. */
  record Replayed<R extends Outcome>(R outcome) implements Decision<R> {}

  /** The key was used before with other content. */
  record KeyReused<R extends Outcome>() implements Decision<R> {}

  /** There is no such wallet, or it belongs to another tenant. */
  record WalletUnknown<R extends Outcome>() implements Decision<R> {}

  /**
   * The command was prepared with an older catalogue or plan, or for another time: prepare it
   * again.
   *
   * @param at the time to prepare it for; empty when it is not a matter of time
   */
  record Stale<R extends Outcome>(Optional<Instant> at) implements Decision<R> {
    /** By catalogue or plan. */
    public Stale() {
      this(Optional.empty());
    }
  }
}
