package dev.saldo.verification;

import java.time.Duration;
import java.util.Optional;

/**
 * How much of everything one run does.
 *
 * @param rounds races for units
 * @param endings four-way races for the end of a hold
 * @param serverKills kills of the server alone
 * @param databaseKills kills of the database alone
 * @param bothKills kills of both at once
 * @param cuts commits whose answer is cut off
 * @param copies of the database, made under load and started
 * @param simulations seeds of the simulation
 * @param pauses times that one of two servers is paused
 * @param pauseMax how long, at most
 * @param outage how long the database is out each time
 * @param operations random operations, at least
 * @param jvm options of the servers' virtual machines: in minutes, code that is compiled quickly
 *     overtakes code that is compiled well
 */
record Scale(
    String name,
    int rounds,
    int endings,
    int serverKills,
    int databaseKills,
    int bothKills,
    int cuts,
    int copies,
    int simulations,
    int pauses,
    Duration pauseMax,
    Duration outage,
    int operations,
    String jvm) {
  private static final Scale QUICK =
      new Scale(
          "quick",
          20,
          2_000,
          2,
          2,
          1,
          100,
          1,
          50_000,
          1,
          Duration.ofSeconds(6),
          Duration.ofSeconds(5),
          50_000,
          "-XX:TieredStopAtLevel=1");
  private static final Scale STANDARD =
      new Scale(
          "standard",
          200,
          20_000,
          7,
          7,
          6,
          1000,
          5,
          500_000,
          5,
          Duration.ofSeconds(12),
          Duration.ofSeconds(30),
          500_000,
          "");

  /** What takes hours. */
  private static final Scale FULL =
      new Scale(
          "full",
          1_000,
          100_000,
          200,
          200,
          100,
          10_000,
          10,
          1_000_000,
          50,
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          10_000_000,
          "");

  /** The scale of a command line's word. */
  static Optional<Scale> of(String word) {
    return switch (word) {
      case "--quick" -> Optional.of(QUICK);
      case "--standard" -> Optional.of(STANDARD);
      case "--full" -> Optional.of(FULL);
      default -> Optional.empty();
    };
  }
}
