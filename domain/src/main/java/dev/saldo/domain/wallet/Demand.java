package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.WindowKind;

/**
 * What a call takes of its limits: an estimate before it, and the truth after it.
 *
 * @param tokens of all classes; nothing when credits were estimated, since nobody knows
 */
public record Demand(long calls, long tokens, Credits credits) {
  /** The least that a call of unknown size takes of what it uses. */
  public static final Demand LEAST = new Demand(1, 1, new Credits(1));

  /** What is expected, at a price. */
  static Demand of(Estimate estimate, Credits price) {
    return new Demand(estimate.calls(), estimate.tokens(), price);
  }

  /** How much it takes of what a limit counts. */
  public long of(Meter meter) {
    if (meter.window() == WindowKind.OPEN) {
      return 1;
    }
    return of(meter.unit());
  }

  /** Whether a hard limit has no room for it. */
  public boolean isRefusedBy(LimitState state) {
    return !state.limit().soft() && !state.admits(of(state.limit().meter()));
  }

  private long of(LimitUnit unit) {
    return switch (unit) {
      case CALLS -> calls;
      case TOKENS -> tokens;
      case CREDITS -> credits.micros();
    };
  }
}
