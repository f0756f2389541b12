package dev.saldo.out.postgres;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.UnavailableException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PulseTest {
  private final AtomicLong now = new AtomicLong();
  private final Pulse pulse = new Pulse(now::get);

  @Test
  void refusesWhoComesWhileManyWaitAndNoneIsAnswered() {
    ask(Pulse.WAITING_MIN);
    now.addAndGet(Pulse.SILENT_NANOS_MAX + 1);
    assertThatThrownBy(pulse::ask)
        .isInstanceOf(UnavailableException.class)
        .hasMessage("database is unavailable");
  }

  @Test
  void letsCallersThroughWhileAnybodyIsAnswered() {
    ask(Pulse.WAITING_MIN + 1);
    now.addAndGet(Pulse.SILENT_NANOS_MAX);
    pulse.leave(true);
    now.addAndGet(Pulse.SILENT_NANOS_MAX);
    assertThatNoException().isThrownBy(pulse::ask);
  }

  @Test
  void letsFewWaitAsLongAsTheyLike() {
    ask(Pulse.WAITING_MIN - 1);
    now.addAndGet(100 * Pulse.SILENT_NANOS_MAX);
    assertThatNoException().isThrownBy(pulse::ask);
  }

  @Test
  void letsCallersTryAgainWhenThoseWhoWaitedHaveGivenUp() {
    ask(Pulse.WAITING_MIN);
    now.addAndGet(Pulse.SILENT_NANOS_MAX + 1);
    pulse.leave(false);
    assertThatNoException().isThrownBy(pulse::ask);
  }

  private void ask(int callers) {
    for (int caller = 0; caller < callers; caller++) {
      pulse.ask();
    }
  }
}
