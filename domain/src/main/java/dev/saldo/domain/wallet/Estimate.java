package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.pricing.TokenUsage;

/** What a caller expects a call to need. */
public sealed interface Estimate {
  /** Calls that limits reserve for it: at least one, whatever the usage says. */
  long calls();

  /** Tokens of all classes that limits reserve for it. */
  long tokens();

  /** Usage, priced like a settlement. */
  record OfUsage(TokenUsage usage) implements Estimate {
    @Override
    public long calls() {
      return Math.max(1, usage.calls());
    }

    @Override
    public long tokens() {
      return usage.totalTokens();
    }
  }

  /** Credits, as given, for one call. */
  record OfCredits(Credits credits) implements Estimate {
    @Override
    public long calls() {
      return 1;
    }

    @Override
    public long tokens() {
      return 0;
    }
  }
}
