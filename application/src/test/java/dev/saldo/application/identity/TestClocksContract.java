package dev.saldo.application.identity;

import static dev.saldo.application.Concurrently.inParallel;
import static dev.saldo.application.InMemorySaldo.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.audit.Untold;
import dev.saldo.application.identity.TestClocks.Moved;
import dev.saldo.application.identity.TestClocks.RequestKey;
import dev.saldo.domain.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of test clocks must do. */
public abstract class TestClocksContract {
  private static final Instant FIRST = Instant.parse("2026-12-01T03:00:00.000001Z");
  private static final Instant LATER = Instant.parse("2027-01-01T03:00:00Z");

  private TestClocks clocks;
  private TenantId tenant;

  /** The clocks; those of other tests may be there. */
  protected abstract TestClocks clocks();

  /** Clocks as another instance sees them. */
  protected abstract TestClocks elsewhere();

  /** A tenant whose clock was never set. */
  protected abstract TenantId newTenant(boolean test);

  @BeforeEach
  void begin() {
    clocks = clocks();
    tenant = newTenant(true);
  }

  @Test
  void hasNoClockThatWasNeverSet() {
    assertThat(clocks.find(tenant)).isEmpty();
    assertThat(clocks.find(newTenant(false))).isEmpty();
  }

  @Test
  void setsAndMovesTheClockForEveryInstanceAtOnce() {
    TestClocks other = elsewhere();
    assertThat(other.find(tenant)).isEmpty();
    assertThat(move(Optional.empty(), FIRST)).isEqualTo(new Moved.Done(FIRST));
    assertThat(other.find(tenant)).contains(FIRST);
    assertThat(move(Optional.of(FIRST), LATER)).isEqualTo(new Moved.Done(LATER));
    assertThat(other.find(tenant)).contains(LATER);
    assertThat(clocks.find(tenant)).contains(LATER);
  }

  @Test
  void movesNobodyElsesClock() {
    TenantId other = newTenant(true);
    move(Optional.empty(), FIRST);
    assertThat(clocks.find(other)).isEmpty();
  }

  @Test
  void leavesAClockThatStandsElsewhere() {
    move(Optional.empty(), FIRST);
    assertThat(move(Optional.empty(), LATER)).isEqualTo(new Moved.Overtaken());
    assertThat(move(Optional.of(LATER), LATER)).isEqualTo(new Moved.Overtaken());
    assertThat(clocks.find(tenant)).contains(FIRST);
  }

  @Test
  void movesOnceForARequest() {
    RequestKey request = new RequestKey("r-1", digest("by a day"));
    assertThat(clocks.remembered(tenant, request)).isEmpty();
    assertThat(clocks.move(tenant, Optional.empty(), FIRST, Optional.of(request), Untold.note()))
        .isEqualTo(new Moved.Done(FIRST));
    assertThat(clocks.move(tenant, Optional.of(FIRST), LATER, Optional.of(request), Untold.note()))
        .isEqualTo(new Moved.Repeated(FIRST));
    assertThat(clocks.remembered(tenant, request)).contains(new Moved.Repeated(FIRST));
    RequestKey other = new RequestKey("r-1", digest("by a month"));
    assertThat(clocks.remembered(tenant, other)).contains(new Moved.KeyReused());
    assertThat(clocks.remembered(newTenant(true), request)).isEmpty();
    assertThat(clocks.find(tenant)).contains(FIRST);
  }

  @Test
  void remembersNothingOfARequestThatWasOvertaken() {
    RequestKey request = new RequestKey("r-2", digest("by a day"));
    assertThat(clocks.move(tenant, Optional.of(LATER), LATER, Optional.of(request), Untold.note()))
        .isEqualTo(new Moved.Overtaken());
    assertThat(clocks.remembered(tenant, request)).isEmpty();
  }

  @Test
  void letsOneOfManySetTheClock() throws Exception {
    List<Moved> moved = inParallel(8, () -> move(Optional.empty(), FIRST));
    assertThat(moved).filteredOn(Moved.Done.class::isInstance).hasSize(1);
    assertThat(moved).filteredOn(Moved.Overtaken.class::isInstance).hasSize(7);
  }

  @Test
  void givesALiveTenantNone() {
    TenantId live = newTenant(false);
    assertThatThrownBy(
            () -> clocks.move(live, Optional.empty(), FIRST, Optional.empty(), Untold.note()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(clocks.find(live)).isEmpty();
  }

  private Moved move(Optional<Instant> from, Instant to) {
    return clocks.move(tenant, from, to, Optional.empty(), Untold.note());
  }
}
