package dev.saldo.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pgbench measured.
 *
 * @param perSecond transactions, without the time to connect
 */
public record PgBenchOutput(double perSecond, double latencyMillis) {
  private static final Pattern RATE =
      Pattern.compile("^tps = ([0-9.]+) \\((?:without|excluding).*\\)$", Pattern.MULTILINE);
  private static final Pattern LATENCY =
      Pattern.compile("^latency average = ([0-9.]+) ms", Pattern.MULTILINE);
  private static final Pattern FAILED =
      Pattern.compile("^number of failed transactions: ([0-9]+)", Pattern.MULTILINE);

  /**
   * Reads its report.
   *
   * @throws IllegalStateException if it is none, or transactions failed
   */
  public static PgBenchOutput parse(String text) {
    Matcher failed = FAILED.matcher(text);
    if (failed.find() && !failed.group(1).equals("0")) {
      throw new IllegalStateException("transactions of pgbench failed:\n" + text);
    }
    return new PgBenchOutput(number(RATE, text), number(LATENCY, text));
  }

  /** The fastest of several. */
  public static Optional<PgBenchOutput> best(List<PgBenchOutput> all) {
    return all.stream().max(Comparator.comparingDouble(PgBenchOutput::perSecond));
  }

  /** How a chart shows it. */
  public BarChart.Bar bar() {
    return new BarChart.Bar("pgbench, TPC-B", perSecond, OptionalDouble.empty());
  }

  private static double number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalStateException("pgbench did not say how fast it was:\n" + text);
    }
    return Double.parseDouble(found.group(1));
  }
}
