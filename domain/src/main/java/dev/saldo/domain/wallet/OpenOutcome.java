package dev.saldo.domain.wallet;

/** What opening a wallet led to. */
public sealed interface OpenOutcome extends Outcome {
  /** The wallet is open and has its first allowance. */
  record Opened(Standing standing) implements OpenOutcome {}

  /** It was open before. */
  record AlreadyOpen() implements OpenOutcome {}
}
