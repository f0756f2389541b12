package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.TenantId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every keeper of the self-audit's runs must do. */
public abstract class AuditRunsContract {
  private static final AuditRun.End END =
      new AuditRun.End(
          Samples.START.plusSeconds(60), Duration.ofMillis(1_500), new Inspection.Tally(7, 900), 2);

  private static final int MANY = 100;

  private AuditRuns runs;
  private TenantId tenant;

  /** The runs; those of other tenants may be in it. */
  protected abstract AuditRuns runs();

  /** A tenant without runs. */
  protected abstract TenantId newTenant();

  @BeforeEach
  void prepare() {
    runs = runs();
    tenant = newTenant();
  }

  @Test
  void keepsRunsTheNewestFirst() {
    runs.add(tenant, AuditRun.Kind.INCREMENTAL, END);
    runs.add(tenant, AuditRun.Kind.FULL, END);

    List<AuditRun> all = runs.report(tenant, MANY).runs();

    assertThat(all)
        .extracting(AuditRun::kind)
        .containsExactly(AuditRun.Kind.FULL, AuditRun.Kind.INCREMENTAL);
    assertThat(all)
        .allSatisfy(
            run -> {
              assertThat(run.end()).contains(END);
              assertThat(run.requestedAt()).isEqualTo(END.at().minus(END.took()));
            });
    assertThat(runs.report(newTenant(), MANY).runs()).isEmpty();
  }

  @Test
  void showsFullRunsHoweverManyOthersCameAfter() {
    runs.add(tenant, AuditRun.Kind.FULL, END);
    for (int i = 0; i < 3; i++) {
      runs.add(tenant, AuditRun.Kind.INCREMENTAL, END);
    }

    assertThat(runs.report(tenant, 2).runs())
        .extracting(AuditRun::kind)
        .containsExactly(AuditRun.Kind.INCREMENTAL, AuditRun.Kind.INCREMENTAL, AuditRun.Kind.FULL);
  }

  @Test
  void letsOneRunOfATenantWait() {
    AuditRun first = runs.request(tenant);
    AuditRun again = runs.request(tenant);
    AuditRuns.Requested waiting = new AuditRuns.Requested(tenant, first.id());

    assertThat(first.kind()).isEqualTo(AuditRun.Kind.FULL);
    assertThat(first.end()).isEmpty();
    assertThat(again).isEqualTo(first);
    assertThat(runs.requested()).containsOnlyOnce(waiting);

    runs.end(waiting, END);
    assertThat(runs.requested()).doesNotContain(waiting);
    assertThat(runs.report(tenant, MANY).runs())
        .singleElement()
        .satisfies(run -> assertThat(run.end()).contains(END));
    assertThat(runs.request(tenant).id()).isNotEqualTo(first.id());
  }

  @Test
  void leavesARunThatHasEndedAsItIs() {
    AuditRuns.Requested run = new AuditRuns.Requested(tenant, runs.request(tenant).id());
    runs.end(run, END);
    runs.end(run, new AuditRun.End(END.at(), Duration.ZERO, new Inspection.Tally(0, 0), 0));

    assertThat(runs.report(tenant, MANY).runs().getFirst().end()).contains(END);
  }

  @Test
  void doesOneRunOfAKindAtATime() {
    assertThat(
            runs.alone(
                AuditRun.Kind.FULL,
                () ->
                    runs.alone(AuditRun.Kind.FULL, () -> "two").isPresent()
                        || runs.alone(AuditRun.Kind.INCREMENTAL, () -> "beside").isEmpty()))
        .contains(false);
    assertThat(runs.alone(AuditRun.Kind.FULL, () -> "after")).contains("after");
  }

  @Test
  void knowsWhenAllWasLookedAt() {
    runs.upToDate();

    assertThat(runs.report(tenant, MANY).upToDateAt()).isPresent();
    assertThat(runs.status().upToDateAt()).isPresent();
    assertThat(runs.report(tenant, MANY).findings()).isZero();
    assertThat(runs.report(tenant, MANY).standing()).isEqualTo(List.of());
    assertThat(runs.report(tenant, MANY).runs()).isEqualTo(List.of());
  }
}
