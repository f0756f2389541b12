package dev.saldo.domain.wallet;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can happen to a hold, told to the rules alone. */
class LifeOfAHoldTest {
  @ParameterizedTest
  @MethodSource
  void endsAsItIsWritten(HoldStory story) {
    story.play(new World());
  }

  static Stream<HoldStory> endsAsItIsWritten() {
    return HoldStory.all();
  }

  @ParameterizedTest
  @MethodSource
  void endsOnceInWhateverOrder(HoldStory story) {
    story.play(new World());
  }

  static Stream<HoldStory> endsOnceInWhateverOrder() {
    return HoldStory.crossings();
  }

  private static final class World extends CommandWorld {
    private final WalletUnderTest wallet = WalletUnderTest.unopened(Sample.NOON);

    World() {
      super(Sample.WALLET);
    }

    @Override
    protected <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
      return wallet.submit(command);
    }

    @Override
    protected Instant now() {
      return wallet.now();
    }

    @Override
    protected Standing standing() {
      return wallet.look().standing();
    }

    @Override
    public void pass(Duration time) {
      wallet.after(time);
    }
  }
}
