package dev.saldo.verification;

import java.time.Duration;
import java.util.Optional;

/**
 * How much of everything one run does.
 *
 * @param rounds races
 * @param serverKills kills of the server alone
 * @param databaseKills kills of the database alone
 * @param bothKills kills of both at once
 * @param cuts commits whose answer is cut off
 * @param outage how long the database is out each time
 * @param operations random operations, in lives that begin within {@code lifeMax}
 */
record Scale(
    String name,
    int rounds,
    int serverKills,
    int databaseKills,
    int bothKills,
    int cuts,
    Duration outage,
    int operations,
    Duration lifeMax) {
  private static final Scale QUICK =
      new Scale("quick", 20, 1, 1, 1, 100, Duration.ofSeconds(5), 50_000, Duration.ofSeconds(90));
  private static final Scale STANDARD =
      new Scale(
          "standard", 200, 7, 7, 6, 1000, Duration.ofSeconds(30), 500_000, Duration.ofMinutes(8));

  /** The scale of a command line's word. */
  static Optional<Scale> of(String word) {
    return switch (word) {
      case "--quick" -> Optional.of(QUICK);
      case "--standard" -> Optional.of(STANDARD);
      default -> Optional.empty();
    };
  }
}
