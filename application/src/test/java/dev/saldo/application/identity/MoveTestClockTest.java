package dev.saldo.application.identity;

import static dev.saldo.application.InMemorySaldo.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.audit.Untold;
import dev.saldo.application.identity.MoveTestClock.Result;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.ClockMove;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.domain.identity.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MoveTestClockTest {
  private static final Instant START = Samples.START;
  private static final Duration DAY = Duration.ofDays(1);

  private final ManualClock real = new ManualClock(START);
  private final InMemoryTestClocks clocks = new InMemoryTestClocks();
  private final MoveTestClock moveTestClock = new MoveTestClock(clocks, real);
  private final TenantClock clock = new TenantClock(clocks, real);
  private final Caller caller = caller(true);

  @Test
  void runsOnRealTimeUntilItIsSetAndStandsStillFromThen() {
    real.advance(DAY);
    assertThat(clock.now(tenant())).isEqualTo(START.plus(DAY));

    assertThat(by(DAY)).isEqualTo(standing(START.plus(DAY.multipliedBy(2))));

    real.advance(DAY.multipliedBy(10));
    assertThat(clock.now(tenant())).isEqualTo(START.plus(DAY.multipliedBy(2)));
    assertThat(clock.now(new TenantId(2))).isEqualTo(START.plus(DAY.multipliedBy(11)));
  }

  @Test
  void stopsWhereItIsWhenMovedByNothing() {
    assertThat(by(Duration.ZERO)).isEqualTo(standing(START));
    real.advance(DAY);
    assertThat(clock.now(tenant())).isEqualTo(START);
  }

  @Test
  void neverGoesBack() {
    assertThat(to(START.minusNanos(1_000))).isEqualTo(new Result.Backwards(START));
    assertThat(clocks.find(tenant())).isEmpty();
    to(START.plus(DAY));
    assertThat(to(START)).isEqualTo(new Result.Backwards(START.plus(DAY)));
    assertThat(to(START.plus(DAY))).isEqualTo(standing(START.plus(DAY)));
  }

  @Test
  void goesAYearAtOnceAtMost() {
    assertThat(to(START.plus(ClockMove.STEP_MAX).plusNanos(1_000))).isEqualTo(new Result.TooFar());
    assertThat(by(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(new Result.TooFar());
    assertThat(clocks.find(tenant())).isEmpty();
    assertThat(to(START.plus(ClockMove.STEP_MAX)))
        .isEqualTo(standing(START.plus(ClockMove.STEP_MAX)));
  }

  @Test
  void endsWhereNumbersEnd() {
    clocks.move(
        tenant(), Optional.empty(), ClockMove.END.minus(DAY), Optional.empty(), Untold.note());
    assertThat(by(DAY.plusSeconds(1))).isEqualTo(new Result.TooFar());
    assertThat(by(DAY)).isEqualTo(standing(ClockMove.END));
  }

  @Test
  void doesARequestOnce() {
    Optional<TestClocks.RequestKey> key = Optional.of(new TestClocks.RequestKey("r", digest("a")));
    ClockMove day = new ClockMove.By(DAY);
    assertThat(moveTestClock.move(caller, day, key, Untold.audit()))
        .isEqualTo(standing(START.plus(DAY)));
    by(DAY);
    assertThat(moveTestClock.move(caller, day, key, Untold.audit()))
        .isEqualTo(new Result.Standing(START.plus(DAY), true));
    Optional<TestClocks.RequestKey> other =
        Optional.of(new TestClocks.RequestKey("r", digest("b")));
    assertThat(moveTestClock.move(caller, day, other, Untold.audit()))
        .isEqualTo(new Result.KeyReused());
    assertThat(clock.now(tenant())).isEqualTo(START.plus(DAY.multipliedBy(2)));
  }

  @Test
  void refusesALiveTenant() {
    assertThat(
            moveTestClock.move(
                caller(false), new ClockMove.By(DAY), Optional.empty(), Untold.audit()))
        .isEqualTo(new Result.LiveTenant());
    assertThat(clocks.find(tenant())).isEmpty();
  }

  private Result to(Instant at) {
    return moveTestClock.move(caller, new ClockMove.To(at), Optional.empty(), Untold.audit());
  }

  private Result by(Duration length) {
    return moveTestClock.move(caller, new ClockMove.By(length), Optional.empty(), Untold.audit());
  }

  private static Result standing(Instant at) {
    return new Result.Standing(at, false);
  }

  private TenantId tenant() {
    return caller.tenant().id();
  }

  private static Caller caller(boolean test) {
    Tenant tenant = new Tenant(new TenantId(1), "one", test, true);
    return new Caller(
        tenant,
        new ApiKey(
            "key_test",
            tenant.id(),
            "test",
            Set.of(KeyScope.ADMIN),
            Optional.empty(),
            START,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
