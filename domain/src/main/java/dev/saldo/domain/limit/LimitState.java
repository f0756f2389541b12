package dev.saldo.domain.limit;

import java.util.Comparator;

/** A limit as it stands in one window, for answers and refusals. */
public record LimitState(
    Limit limit, String feature, String provider, Counter counter, Window window) {
  /** The limit that frees first comes first; of those that free together, the shorter window. */
  public static final Comparator<LimitState> BY_END =
      Comparator.comparing((LimitState state) -> state.window().end())
          .thenComparing(state -> state.window().kind());

  /** Whether so many calls more fit. */
  public boolean admits(long calls) {
    return limit.admits(counter, calls);
  }

  /** What is left: never negative, also when usage went past the maximum. */
  public long remaining() {
    return Math.max(0, limit.max() - counter.taken());
  }
}
