package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.Samples.OTHER_TENANT;
import static dev.saldo.application.wallet.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.UnavailableException;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When wallets and tenants are audited, and what is kept of it. */
final class SelfAuditTest {
  private static final int MANY = 100;

  private final ManualClock clock = new ManualClock(Samples.START);
  private final InMemoryAuditRuns runs = new InMemoryAuditRuns();
  private final Shelf shelf = new Shelf();
  private final List<Inspection> told = new ArrayList<>();

  /** Wallets that have changed or are broken, as a test says; looking takes a second. */
  private final class Shelf implements LedgerInspection {
    private final Set<Changed> changed = new LinkedHashSet<>();
    private final Set<WalletId> broken = new LinkedHashSet<>();
    private final List<Integer> states = new ArrayList<>();
    private final Map<WalletId, RuntimeException> failing = new HashMap<>();
    private final Map<TenantId, RuntimeException> failingTenants = new HashMap<>();

    @Override
    public List<Changed> changed(int max) {
      return changed.stream().limit(max).toList();
    }

    @Override
    public Inspection inspect(List<Changed> wallets) {
      clock.advance(Duration.ofSeconds(1));
      states.add(wallets.size());
      wallets.forEach(each -> fail(failing.get(each.wallet())));
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
      fail(failingTenants.get(tenant));
      return new Inspection(Map.of(tenant, new Inspection.Tally(3, 30)), List.of(), List.of());
    }

    private static void fail(@Nullable RuntimeException failure) {
      if (failure != null) {
        throw failure;
      }
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

    AuditChangedWallets.Round round = audit(10).audit(told::add).orElseThrow();

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

    assertThat(audit(2).audit(told::add).orElseThrow().more()).isTrue();
    assertThat(runs.status().upToDateAt()).isEmpty();
    assertThat(audit(2).audit(told::add).orElseThrow().more()).isFalse();
    assertThat(runs.status().upToDateAt()).isPresent();
  }

  @Test
  void keepsNoRunWhenNothingChanged() {
    assertThat(audit(10).audit(told::add).orElseThrow().inspection()).isEqualTo(Inspection.NOTHING);
    assertThat(runs.report(TENANT, MANY).runs()).isEmpty();
  }

  @Test
  void doesNothingWhileAnotherInstanceIsAtIt() {
    change(TENANT, 1, 3);

    Optional<Optional<AuditChangedWallets.Round>> beside =
        runs.alone(AuditRun.Kind.INCREMENTAL, () -> audit(10).audit(told::add));

    assertThat(beside).contains(Optional.empty());
    assertThat(shelf.states).isEmpty();
  }

  @Test
  void tellsOfEachStateAlsoWhenTheStoreIsGoneInTheNext() {
    change(TENANT, 1, 4);
    shelf.broken.add(new WalletId(2));
    shelf.failing.put(new WalletId(3), new UnavailableException("database", null));

    assertThatThrownBy(() -> audit(10).audit(told::add)).isInstanceOf(UnavailableException.class);

    assertThat(told).flatExtracting(Inspection::fresh).hasSize(1);
    assertThat(shelf.states).containsExactly(2, 2);
    assertThat(runs.status().upToDateAt()).isEmpty();
  }

  @Test
  void judgesWhatComesAfterAStateThatCannotBeJudged() {
    change(TENANT, 1, 6);
    shelf.broken.add(new WalletId(5));
    shelf.failing.put(new WalletId(3), new IllegalStateException("cannot be judged"));
    shelf.failing.put(new WalletId(1), new IllegalStateException("nor can this"));

    assertThatThrownBy(() -> audit(10).audit(told::add))
        .hasMessage("nor can this")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));

    assertThat(told).flatExtracting(Inspection::fresh).hasSize(1);
    assertThat(runs.report(TENANT, MANY).runs())
        .singleElement()
        .satisfies(run -> assertThat(run.end().orElseThrow().looked().wallets()).isEqualTo(2));
    assertThat(runs.status().upToDateAt()).isEmpty();
  }

  @Test
  void auditsEachTenantThatAskedOnce() {
    runs.request(TENANT);
    runs.request(OTHER_TENANT);
    AuditOnRequest requested = new AuditOnRequest(shelf, runs, clock);

    requested.audit(told::add);
    requested.audit(told::add);

    assertThat(told)
        .flatExtracting(shown -> shown.tallies().keySet())
        .containsExactly(TENANT, OTHER_TENANT);
    AuditRun.End end = runs.report(TENANT, MANY).runs().getFirst().end().orElseThrow();
    assertThat(end.looked()).isEqualTo(new Inspection.Tally(3, 30));
    assertThat(end.took()).hasSeconds(1);
  }

  @Test
  void auditsTheOtherTenantsWhenOneCannotBeJudged() {
    runs.request(TENANT);
    runs.request(OTHER_TENANT);
    shelf.failingTenants.put(TENANT, new IllegalStateException("cannot be judged"));

    assertThatThrownBy(() -> new AuditOnRequest(shelf, runs, clock).audit(told::add))
        .hasMessage("cannot be judged");

    assertThat(told)
        .flatExtracting(shown -> shown.tallies().keySet())
        .containsExactly(OTHER_TENANT);
    assertThat(runs.requested()).extracting(AuditRuns.Requested::tenant).containsExactly(TENANT);
  }

  @Test
  void leavesWhatWasAskedForToTheInstanceThatIsAtIt() {
    runs.request(TENANT);

    runs.alone(
        AuditRun.Kind.FULL,
        () -> {
          new AuditOnRequest(shelf, runs, clock).audit(told::add);
          return true;
        });

    assertThat(runs.requested()).hasSize(1);
    assertThat(told).isEmpty();
  }

  @Test
  void addsTheRunOfATenantWhoseCallerWaits() {
    Inspection shown = new AuditTenant(shelf, runs, clock).audit(TENANT).orElseThrow();

    assertThat(shown.total()).isEqualTo(new Inspection.Tally(3, 30));
    assertThat(runs.report(TENANT, MANY).runs())
        .singleElement()
        .satisfies(run -> assertThat(run.kind()).isEqualTo(AuditRun.Kind.FULL));
  }

  @Test
  void auditsNoTenantWhileAFullRunIsUnderWay() {
    Optional<Optional<Inspection>> beside =
        runs.alone(AuditRun.Kind.FULL, () -> new AuditTenant(shelf, runs, clock).audit(TENANT));

    assertThat(beside).contains(Optional.empty());
    assertThat(runs.report(TENANT, MANY).runs()).isEmpty();
  }

  private AuditChangedWallets audit(int roundMax) {
    return new AuditChangedWallets(shelf, runs, clock, new AuditChangedWallets.Sizes(roundMax, 2));
  }

  private void change(TenantId tenant, long from, long to) {
    LongStream.rangeClosed(from, to)
        .forEach(wallet -> shelf.changed.add(new Changed(tenant, new WalletId(wallet))));
  }
}
