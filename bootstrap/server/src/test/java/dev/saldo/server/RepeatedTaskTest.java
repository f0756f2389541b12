package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RepeatedTaskTest {
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(7);

  private final LogLines log = new LogLines();
  private boolean fails;
  private final RepeatedTask task =
      new RepeatedTask(
          "Sweeping", this::work, AFTER_FAILURE, RandomGenerator.of("L64X128MixRandom"), log);

  @Test
  void saysOnceThatItFailsAndOnceThatItWorksAgain() {
    assertThat(task.runOnce()).isEqualTo(PAUSE);
    fails = true;
    assertThat(task.runOnce()).isEqualTo(AFTER_FAILURE);
    assertThat(task.runOnce()).isEqualTo(AFTER_FAILURE);
    fails = false;
    assertThat(task.runOnce()).isEqualTo(PAUSE);
    assertThat(task.runOnce()).isEqualTo(PAUSE);

    assertThat(log.lines())
        .containsExactly(
            "Sweeping fails and is tried again: database is unavailable", "Sweeping works again");
  }

  @Test
  void runsAgainAndAgainUntilItIsStopped() throws InterruptedException {
    CountDownLatch runs = new CountDownLatch(5);
    RepeatedTask quick =
        new RepeatedTask(
            "Counting",
            () -> {
              runs.countDown();
              return Duration.ofMillis(1);
            },
            AFTER_FAILURE,
            RandomGenerator.getDefault(),
            log);
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    timer.setRemoveOnCancelPolicy(true);

    quick.start(timer, Duration.ZERO);
    assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
    quick.stop();
    quick.start(timer, Duration.ZERO);
    timer.shutdown();

    assertThat(timer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private Duration work() {
    if (fails) {
      throw new IllegalStateException("database is unavailable");
    }
    return PAUSE;
  }
}
