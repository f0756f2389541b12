package dev.saldo.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class GrowthReportTest {
  @Test
  void comparesTheGrownLedgerWithTheEmptyOne() {
    assertThat(row(GrowthReport.authorizations(millis(10), millis(13))))
        .endsWith("| 1.30 × | p99 at most 1.3 × empty | reached |");
    assertThat(row(GrowthReport.authorizations(millis(10), millis(14)))).endsWith("| missed |");
  }

  @Test
  void wantsAPageWithinItsTimeHoweverQuickItWasWhenEmpty() {
    assertThat(row(GrowthReport.pages(millis(1), millis(49)))).endsWith("| reached |");
    assertThat(row(GrowthReport.pages(millis(1), millis(51)))).endsWith("| missed |");
  }

  @Test
  void hasNoGoalForBalances() {
    assertThat(row(GrowthReport.balances(millis(1), millis(500)))).endsWith("| – | – |");
  }

  @Test
  void saysWhichShareOfUpdatesStayedWithinTheirPage() {
    assertThat(report(GrowthReport.pages(millis(1), millis(1))))
        .contains("(HOT): hold 100.00 %, wallet 98.50 %.");
  }

  private static String row(GrowthReport.Line line) {
    return report(line)
        .lines()
        .filter(each -> each.startsWith("| " + line.name()))
        .findFirst()
        .orElseThrow();
  }

  private static String report(GrowthReport.Line line) {
    return new GrowthReport(
            50_000_000,
            14_000_000_000L,
            List.of(line),
            new TreeMap<>(Map.of("wallet", 0.985, "hold", 1.0)))
        .markdown();
  }

  private static Histogram millis(long millis) {
    Histogram histogram = Loop.histogram();
    histogram.recordValue(millis * 1_000);
    return histogram;
  }
}
