package dev.saldo.benchmarks.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final int WALLETS = 1_000;
  private static final int CALLS = 100_000;

  @Test
  void spreadsCallsOverAllWallets() {
    assertThat(shareOfFirstFifth(Shape.SPREAD)).isCloseTo(0.2, offset(0.01));
  }

  @Test
  void givesOneWalletAllCalls() {
    assertThat(IntStream.range(0, 100).map(_ -> Shape.HOT.pick(new SplittableRandom(1), WALLETS)))
        .containsOnly(0);
  }

  @Test
  void givesAFifthOfTheWalletsFourFifthsOfTheCalls() {
    assertThat(shareOfFirstFifth(Shape.SKEWED)).isCloseTo(0.8, offset(0.01));
  }

  private static double shareOfFirstFifth(Shape shape) {
    SplittableRandom random = new SplittableRandom(7);
    long first =
        IntStream.range(0, CALLS)
            .map(_ -> shape.pick(random, WALLETS))
            .peek(wallet -> assertThat(wallet).isBetween(0, WALLETS - 1))
            .filter(wallet -> wallet < WALLETS / 5)
            .count();
    return (double) first / CALLS;
  }
}
