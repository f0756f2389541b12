package dev.saldo.benchmarks.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MeasuredTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void countsTheOperationsOfTwoProcessesInTheSameTime() {
    Measured both = measured(100, SECOND, 10).beside(measured(300, SECOND, 30));

    assertThat(both.perSecond()).isEqualTo(400);
    assertThat(both.batch()).isEqualTo(10);
  }

  @Test
  void addsTheTimesOfTwoRounds() {
    Measured both = measured(100, SECOND, 10).then(measured(300, SECOND, 30));

    assertThat(both.perSecond()).isEqualTo(200);
  }

  @Test
  void survivesTheWayToAnotherProcess() {
    Measured sent = measured(100, SECOND, 10);
    Measured received = Measured.parse(sent.toText());

    assertThat(received.latencyMicros()).isEqualTo(sent.latencyMicros());
    assertThat(received.nanos()).isEqualTo(sent.nanos());
    assertThat(received.commits()).isEqualTo(sent.commits());
  }

  @Test
  void hasNoBatchesWithoutCommits() {
    assertThat(measured(100, SECOND, 0).batch()).isEqualTo(1);
  }

  /** Operations of 1, 2, 3, … milliseconds. */
  static Measured measured(int operations, long nanos, long commits) {
    Histogram latencies = new Histogram(60_000_000, 3);
    for (int number = 1; number <= operations; number++) {
      latencies.recordValue(number * 1_000L);
    }
    return new Measured(latencies, nanos, commits);
  }
}
