package dev.saldo.application.wallet;

import dev.saldo.domain.wallet.Outcome;

/**
 * What a command on a wallet led to, for the edge.
 *
 * @param <R> the outcomes of the command
 */
public sealed interface WalletResult<R extends Outcome> {
  /**
   * It was decided.
   *
   * @param replayed whether this is the first answer again
   */
  record Answered<R extends Outcome>(R outcome, boolean replayed) implements WalletResult<R> {}

  /** There is no such wallet, or the key may not act for it. */
  record Unknown<R extends Outcome>() implements WalletResult<R> {}

  /** The idempotency key was used with other content. */
  record KeyReused<R extends Outcome>() implements WalletResult<R> {}
}
