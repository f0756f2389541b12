package dev.saldo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PgBenchOutputTest {
  private static final String REPORT =
      """
      transaction type: <builtin: TPC-B (sort of)>
      scaling factor: 100
      query mode: prepared
      number of clients: 32
      number of threads: 2
      maximum number of tries: 1
      duration: 10 s
      number of transactions actually processed: 52471
      number of failed transactions: 0 (0.000%)
      latency average = 6.084 ms
      initial connection time = 88.105 ms
      tps = 5259.664821 (without initial connection time)
      """;

  @Test
  void readsRateAndLatency() {
    assertThat(PgBenchOutput.parse(REPORT)).isEqualTo(new PgBenchOutput(5259.664821, 6.084));
  }

  @Test
  void believesNoReportWithFailures() {
    String failed = REPORT.replace("failed transactions: 0", "failed transactions: 7");

    assertThatThrownBy(() -> PgBenchOutput.parse(failed))
        .hasMessageStartingWith("transactions of pgbench failed");
  }

  @Test
  void believesNoReportWithoutRate() {
    assertThatThrownBy(() -> PgBenchOutput.parse("pgbench: error: connection failed"))
        .hasMessageContaining("connection failed");
  }

  @Test
  void takesTheFastestOfSeveral() {
    assertThat(
            PgBenchOutput.best(
                List.of(
                    new PgBenchOutput(10, 1), new PgBenchOutput(30, 2), new PgBenchOutput(20, 3))))
        .contains(new PgBenchOutput(30, 2));
    assertThat(PgBenchOutput.best(List.of())).isEmpty();
  }
}
