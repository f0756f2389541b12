package dev.saldo.benchmarks.growth;

import dev.saldo.benchmarks.BarChart;
import dev.saldo.benchmarks.Machine;
import dev.saldo.benchmarks.Numbers;
import dev.saldo.benchmarks.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/**
 * What a grown ledger takes, beside an empty one.
 *
 * @param entries how many were filled in
 * @param bytes of its database
 * @param hot the share of updates that stayed within their page, by table, 0 to 1
 */
record GrowthReport(long entries, long bytes, List<Line> lines, Map<String, Double> hot) {
  /**
   * An authorization may take so many times as long as with empty tables, at the 99th percentile.
   */
  static final double AUTHORIZE_RATIO = 1.3;

  /** A page of a statement, milliseconds at the 99th percentile. */
  static final double PAGE_MILLIS = 50;

  private static final double PERCENTILE = 99;

  /**
   * One thing that was measured.
   *
   * @param goal in words
   * @param most milliseconds that the goal allows
   */
  record Line(String name, Histogram empty, Histogram grown, String goal, OptionalDouble most) {
    double emptyMillis(double percentile) {
      return empty.getValueAtPercentile(percentile) / 1e3;
    }

    double grownMillis(double percentile) {
      return grown.getValueAtPercentile(percentile) / 1e3;
    }

    /** Whether it is as quick as it is meant to be. */
    boolean reachesGoal() {
      return most.isEmpty() || grownMillis(PERCENTILE) <= most.getAsDouble();
    }
  }

  static Line authorizations(Histogram empty, Histogram grown) {
    return new Line(
        "authorize",
        empty,
        grown,
        "p99 at most 1.3 × empty",
        OptionalDouble.of(AUTHORIZE_RATIO * empty.getValueAtPercentile(PERCENTILE) / 1e3));
  }

  static Line pages(Histogram empty, Histogram grown) {
    return new Line(
        "page of a statement", empty, grown, "p99 at most 50 ms", OptionalDouble.of(PAGE_MILLIS));
  }

  static Line balances(Histogram empty, Histogram grown) {
    return new Line("balance at an instant", empty, grown, "–", OptionalDouble.empty());
  }

  String markdown() {
    return """
    # A ledger that has grown

    %s. %s entries of %d months in the grown one, %s GB. Both are measured in turn; a sample of \
    the wallets was audited from the first entry before any figure was made.

    %s
    Updates that stayed within their page (HOT): %s.
    """
        .formatted(
            Machine.line(),
            Numbers.whole((double) entries),
            Growth.MONTHS,
            Numbers.places(bytes / 1e9),
            table().markdown(),
            shares());
  }

  private String shares() {
    return String.join(
        ", ",
        hot.entrySet().stream()
            .map(each -> each.getKey() + " " + Numbers.places(each.getValue() * 100) + " %")
            .toList());
  }

  private Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (Line line : lines) {
      rows.add(
          List.of(
              line.name(),
              Numbers.places(line.emptyMillis(50)),
              Numbers.places(line.emptyMillis(PERCENTILE)),
              Numbers.places(line.grownMillis(50)),
              Numbers.places(line.grownMillis(PERCENTILE)),
              Numbers.places(line.grownMillis(PERCENTILE) / line.emptyMillis(PERCENTILE)) + " ×",
              line.goal(),
              line.most().isEmpty() ? "–" : line.reachesGoal() ? "reached" : "missed"));
    }
    return new Table(
        List.of(
            "",
            "empty p50 ms",
            "empty p99 ms",
            "grown p50 ms",
            "grown p99 ms",
            "p99 to empty",
            "goal",
            ""),
        rows);
  }

  BarChart chart() {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Line line : lines) {
      bars.add(
          new BarChart.Bar(
              line.name() + ", empty", line.emptyMillis(PERCENTILE), OptionalDouble.empty()));
      bars.add(
          new BarChart.Bar(line.name() + ", grown", line.grownMillis(PERCENTILE), line.most()));
    }
    return new BarChart("Growth: p99 in milliseconds (red: the most that is wanted)", bars);
  }
}
