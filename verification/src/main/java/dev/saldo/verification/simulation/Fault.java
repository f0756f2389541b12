package dev.saldo.verification.simulation;

import dev.saldo.out.postgres.wallet.Surroundings.Point;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What goes wrong in lives. */
public enum Fault {
  /** The connection breaks while nothing is stored and the commit was not sent. */
  RESET_BEFORE_COMMIT,
  /** The connection breaks with the commit, and nothing is stored. */
  COMMIT_LOST,
  /** The connection breaks with the commit, and everything is stored. */
  ANSWER_LOST,
  DEADLOCK,
  /** A transaction stands still for up to 20 seconds. */
  STANDSTILL,
  PROCESS_ENDED,
  /** The database refuses one of the commands. */
  REFUSED,
  CLOCK_JUMPED;

  /** What a broken connection is called at a point. */
  static Fault reset(Point point) {
    return switch (point) {
      case BEFORE_COMMIT -> COMMIT_LOST;
      case AFTER_COMMIT -> ANSWER_LOST;
      case CONNECTING, BEFORE_LOCK, AFTER_LOCK, AFTER_LOAD, PAUSING -> RESET_BEFORE_COMMIT;
    };
  }

  /** How often what went wrong. */
  public static final class Count {
    private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);

    void add(Fault fault) {
      counts.merge(fault, 1L, Long::sum);
    }

    /** Adds what another life has seen. */
    public void addAll(Count other) {
      other.counts.forEach((fault, count) -> counts.merge(fault, count, Long::sum));
    }

    /** How often one of them happened. */
    public long of(Fault fault) {
      return counts.getOrDefault(fault, 0L);
    }

    @Override
    public String toString() {
      return counts.entrySet().stream()
          .map(
              each ->
                  "%,d %s"
                      .formatted(
                          each.getValue(),
                          each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')))
          .collect(Collectors.joining(", "));
    }
  }
}
