package dev.saldo.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.verification.simulation.Fault;
import dev.saldo.verification.simulation.Scenario;
import dev.saldo.verification.simulation.Verdict;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is printed is what was lived. */
final class SimulationTest {
  private static final int SEEDS = 50;
  private static final long FIRST = 7;

  @Test
  void countsTheSeedsThatWereLived() throws InterruptedException {
    Result result = run(_ -> verdict(1));

    assertThat(result.counts()).isEqualTo("50 seeds, 150 commands");
    assertThat(result.broken()).isEmpty();
  }

  @Test
  void livesTheOthersWhenOneEndsInAnError() throws InterruptedException {
    Result result =
        run(
            scenario -> {
              if (scenario.seed() == FIRST + 3 || scenario.seed() == FIRST + 4) {
                throw new StackOverflowError("as deep as it goes");
              }
              return verdict(1);
            });

    assertThat(result.counts()).startsWith("48 seeds, ");
    assertThat(result.broken())
        .contains(
            "seed 10 could not be lived: java.lang.StackOverflowError: as deep as it goes",
            "only 48 of 50 seeds were lived");
  }

  @Test
  void seesALifeThatIsAnotherTheSecondTime() throws InterruptedException {
    AtomicLong digests = new AtomicLong();

    assertThat(run(_ -> verdict(digests.incrementAndGet())).broken())
        .contains("seed 7 was another life the second time");
  }

  private static Result run(Function<Scenario, Verdict> life) throws InterruptedException {
    PrintStream out =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Simulation(SEEDS, FIRST, out, life).run();
  }

  private static Verdict verdict(long digest) {
    return new Verdict(digest, 3, new Fault.Count(), List.of(), List.of(), List.of());
  }
}
