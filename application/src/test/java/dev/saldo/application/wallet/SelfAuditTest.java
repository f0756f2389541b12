package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.Samples.OTHER_TENANT;
import static dev.saldo.application.wallet.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.wallet.LedgerInspection.Changed;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When wallets and tenants are audited, and what is kept of it. */
final class SelfAuditTest {
  private static final int MANY = 100;

  private final ManualClock clock = new ManualClock(Samples.START);
  private final InMemoryAuditRuns runs = new InMemoryAuditRuns();
  private final Shelf shelf = new Shelf();

  /** Wallets that have changed or are broken, as a test says; looking takes a second. */
  private final class Shelf implements LedgerInspection {
    private final Set<Changed> changed = new LinkedHashSet<>();
    private final Set<WalletId> broken = new LinkedHashSet<>();
    private final List<Integer> states = new ArrayList<>();

    @Override
    public List<Changed> changed(int max) {
      return changed.stream().limit(max).toList();
    }

    @Override
    public Inspection inspect(List<Changed> wallets) {
      clock.advance(Duration.ofSeconds(1));
      states.add(wallets.size());
      Map<TenantId, Inspection.Tally> tallies = new HashMap<>();
      wallets.forEach(
          each ->
              tallies.merge(each.tenant(), new Inspection.Tally(1, 10), Inspection.Tally::plus));
      List<AuditFinding> found =
          wallets.stream()
              .filter(each -> broken.contains(each.wallet()))
              .map(Shelf::found)
              .toList();
      changed.removeAll(Set.copyOf(wallets));
      return new Inspection(tallies, found, found);
    }

    @Override
    public Inspection inspectAll(TenantId tenant) {
      clock.advance(Duration.ofSeconds(1));
      return new Inspection(Map.of(tenant, new Inspection.Tally(3, 30)), List.of(), List.of());
    }

    private static AuditFinding found(Changed wallet) {
      return new AuditFinding(wallet.tenant(), wallet.wallet(), "I1", "adds_up", "3 is not 4");
    }
  }

  @Test
  void looksAtWhatChangedInStatesOfFewWallets() {
    change(TENANT, 1, 4);
    change(OTHER_TENANT, 5, 5);
    shelf.broken.add(new WalletId(2));

    AuditChangedWallets.Round round = audit(10).audit().orElseThrow();

    assertThat(round.more()).isFalse();
    assertThat(round.inspection().total()).isEqualTo(new Inspection.Tally(5, 50));
    assertThat(round.inspection().fresh()).hasSize(1);
    assertThat(shelf.states).containsExactly(2, 2, 1);
    AuditRun.End end = runs.report(TENANT, MANY).runs().getFirst().end().orElseThrow();
    assertThat(end.looked()).isEqualTo(new Inspection.Tally(4, 40));
    assertThat(end.findings()).isEqualTo(1);
    assertThat(end.took()).hasSeconds(3);
    assertThat(runs.report(OTHER_TENANT, MANY).runs().getFirst().end().orElseThrow().findings())
        .isZero();
  }

  @Test
  void isUpToDateOnlyWhenNothingIsLeft() {
    change(TENANT, 1, 3);

    assertThat(audit(2).audit().orElseThrow().more()).isTrue();
    assertThat(runs.status().upToDateAt()).isEmpty();
    assertThat(audit(2).audit().orElseThrow().more()).isFalse();
    assertThat(runs.status().upToDateAt()).isPresent();
  }

  @Test
  void keepsNoRunWhenNothingChanged() {
    assertThat(audit(10).audit().orElseThrow().inspection()).isEqualTo(Inspection.NOTHING);
    assertThat(runs.report(TENANT, MANY).runs()).isEmpty();
  }

  @Test
  void doesNothingWhileAnotherInstanceIsAtIt() {
    change(TENANT, 1, 3);

    Optional<Optional<AuditChangedWallets.Round>> beside =
        runs.alone(AuditRun.Kind.INCREMENTAL, () -> audit(10).audit());

    assertThat(beside).contains(Optional.empty());
    assertThat(shelf.states).isEmpty();
  }

  @Test
  void auditsEachTenantThatAskedOnce() {
    runs.request(TENANT);
    runs.request(OTHER_TENANT);
    AuditOnRequest requested = new AuditOnRequest(shelf, runs, clock);

    assertThat(requested.audit().tallies()).containsOnlyKeys(TENANT, OTHER_TENANT);
    assertThat(requested.audit()).isEqualTo(Inspection.NOTHING);
    AuditRun.End end = runs.report(TENANT, MANY).runs().getFirst().end().orElseThrow();
    assertThat(end.looked()).isEqualTo(new Inspection.Tally(3, 30));
    assertThat(end.took()).hasSeconds(1);
  }

  @Test
  void leavesWhatWasAskedForToTheInstanceThatIsAtIt() {
    runs.request(TENANT);

    runs.alone(AuditRun.Kind.FULL, () -> new AuditOnRequest(shelf, runs, clock).audit());

    assertThat(runs.requested()).hasSize(1);
  }

  @Test
  void addsTheRunOfATenantWhoseCallerWaits() {
    Inspection shown = new AuditTenant(shelf, runs, clock).audit(TENANT);

    assertThat(shown.total()).isEqualTo(new Inspection.Tally(3, 30));
    assertThat(runs.report(TENANT, MANY).runs())
        .singleElement()
        .satisfies(run -> assertThat(run.kind()).isEqualTo(AuditRun.Kind.FULL));
  }

  private AuditChangedWallets audit(int roundMax) {
    return new AuditChangedWallets(shelf, runs, clock, new AuditChangedWallets.Sizes(roundMax, 2));
  }

  private void change(TenantId tenant, long from, long to) {
    LongStream.rangeClosed(from, to)
        .forEach(wallet -> shelf.changed.add(new Changed(tenant, new WalletId(wallet))));
  }
}
