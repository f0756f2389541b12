package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.Interruption;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Action;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.application.wallet.PutCustomer.Request;
import dev.saldo.application.wallet.PutCustomer.Result;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AllowanceChange;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class PutCustomerTest {
  private static final AllowanceChange OWN = new AllowanceChange.ToOwn(Credits.of(250));
  private static final Key SCHOOL = new Key("school-42");
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private final InMemorySaldo saldo = new InMemorySaldo();

  /** What is left of a request, but for the id of the wallet. */
  private record State(
      Optional<String> name,
      Set<String> groups,
      boolean open,
      String plan,
      ZoneId zone,
      Optional<ZoneId> nextZone,
      List<String> movements) {
    static State of(InMemorySaldo saldo) {
      Customer customer = saldo.customers.find(saldo.tenant.id(), SCHOOL).orElseThrow();
      Wallet wallet = saldo.ledger.wallet(saldo.tenant.id(), customer.wallet()).orElseThrow();
      return new State(
          customer.name(),
          customer.groups(),
          customer.open(),
          wallet.terms().plan(),
          wallet.zone(),
          wallet.nextZone(),
          saldo.ledger.entries(customer.wallet()).stream().map(State::movement).toList());
    }

    private static String movement(Entry entry) {
      return entry.kind() + " " + entry.amount() + " at " + entry.at();
    }
  }

  @Test
  void opensAWalletOnThePlanWanted() {
    Result.Stored stored = put(saldo, request("professional", SAO_PAULO));
    assertThat(stored.created()).isTrue();
    assertThat(stored.customer().open()).isTrue();
    assertThat(stored.customer().createdAt()).isEqualTo(Samples.START);
    assertThat(State.of(saldo))
        .isEqualTo(
            new State(
                Optional.of("School"),
                Set.of("beta"),
                true,
                "professional",
                SAO_PAULO,
                Optional.empty(),
                List.of("GRANT 600 at 2026-11-10T15:00:00Z")));
  }

  @Test
  void opensOnTheDefaultPlanInUtcWhenNothingIsSaid() {
    put(saldo, bare());
    assertThat(State.of(saldo).plan()).isEqualTo("free");
    assertThat(State.of(saldo).zone()).isEqualTo(ZoneId.of("UTC"));
  }

  @Test
  void changesNothingWhenRepeated() {
    put(saldo, request("professional", SAO_PAULO));
    State first = State.of(saldo);
    assertThat(put(saldo, request("professional", SAO_PAULO)).created()).isFalse();
    assertThat(State.of(saldo)).isEqualTo(first);
  }

  @Test
  void leavesPlanAndZoneWhenNothingIsSaid() {
    put(saldo, request("professional", SAO_PAULO));
    put(saldo, bare());
    assertThat(State.of(saldo).plan()).isEqualTo("professional");
    assertThat(State.of(saldo).zone()).isEqualTo(SAO_PAULO);
    assertThat(State.of(saldo).nextZone()).isEmpty();
    assertThat(State.of(saldo).name()).isEmpty();
    assertThat(State.of(saldo).groups()).isEmpty();
  }

  @Test
  void movesToAnotherPlanNow() {
    put(saldo, request("free", SAO_PAULO));
    saldo.clock.set(Instant.parse("2026-11-16T03:00:00Z"));
    put(saldo, request("professional", SAO_PAULO));
    assertThat(State.of(saldo).plan()).isEqualTo("professional");
    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.of(350));
    put(saldo, request("free", SAO_PAULO));
    assertThat(State.of(saldo).plan()).isEqualTo("free");
    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.of(350));
  }

  @Test
  void movesToAnotherZoneWithTheNextCycle() {
    put(saldo, request("free", SAO_PAULO));
    put(saldo, request("free", TOKYO));
    assertThat(State.of(saldo).zone()).isEqualTo(SAO_PAULO);
    assertThat(State.of(saldo).nextZone()).contains(TOKYO);
    saldo.clock.set(Instant.parse("2026-12-01T03:00:00Z"));
    assertThat(saldo.standing("school-42").zone()).isEqualTo(TOKYO);
  }

  @Test
  void refusesAnUnknownPlan() {
    assertThat(
            saldo.putCustomer.put(
                saldo.caller, SCHOOL, request("golden", SAO_PAULO), Untold.audit()))
        .isEqualTo(new Result.PlanUnknown());
    assertThat(saldo.customers.find(saldo.tenant.id(), SCHOOL)).isEmpty();
    put(saldo, request("free", SAO_PAULO));
    assertThat(
            saldo.putCustomer.put(saldo.caller, SCHOOL, request("golden", TOKYO), Untold.audit()))
        .isEqualTo(new Result.PlanUnknown());
    assertThat(State.of(saldo).nextZone()).isEmpty();
  }

  @Test
  void knowsAPlanThatAnotherInstancePublished() {
    Plan free = StarterCatalog.document(false).plan("free").orElseThrow();
    PlanTerms golden =
        new PlanTerms(
            "golden",
            1,
            Credits.of(9),
            free.terms().enforcement(),
            free.terms().overrun(),
            Credits.ZERO);
    saldo
        .catalog
        .otherInstance()
        .publish(
            saldo.tenant.id(),
            new CatalogEdit()
                .plan(new Plan(golden, "Golden", Optional.empty(), Optional.empty()))
                .document());
    put(saldo, request("golden", SAO_PAULO));
    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.of(9));
  }

  @Test
  void agreesOnADayAndOnAnAllowance() {
    put(saldo, bare());
    Wallet opened = wallet();
    assertThat(opened.anchor()).isEqualTo(10);
    assertThat(opened.ownAllowance()).isEmpty();

    put(saldo, agreed(OptionalInt.of(31), OWN));
    assertThat(wallet().anchor()).isEqualTo(31);
    assertThat(wallet().ownAllowance()).contains(Credits.of(250));
    assertThat(wallet().balances()).isEqualTo(opened.balances());

    put(saldo, bare());
    assertThat(wallet().anchor()).isEqualTo(31);
    assertThat(wallet().ownAllowance()).isEmpty();
  }

  @Test
  void leavesTheAllowanceThatAnotherRequestHasAgreedOn() {
    put(saldo, bare());
    Request other = agreed(OptionalInt.empty(), new AllowanceChange.Unchanged());
    put(saldo, agreed(OptionalInt.empty(), OWN));
    put(saldo, other);

    assertThat(wallet().ownAllowance()).contains(Credits.of(250));
  }

  @Test
  void opensWithTheDayAndTheAllowanceWanted() {
    put(saldo, agreed(OptionalInt.of(31), OWN));

    assertThat(wallet().anchor()).isEqualTo(31);
    assertThat(wallet().balances().available()).isEqualTo(Credits.of(250));
  }

  private Wallet wallet() {
    Customer customer = saldo.customers.find(saldo.tenant.id(), SCHOOL).orElseThrow();
    return saldo.ledger.wallet(saldo.tenant.id(), customer.wallet()).orElseThrow();
  }

  private static Request agreed(OptionalInt anchor, AllowanceChange allowance) {
    return new Request(
        Optional.empty(),
        Optional.empty(),
        anchor,
        allowance,
        Optional.empty(),
        Set.of(),
        Map.of());
  }

  @Test
  void completesAnOpeningThatWasInterruptedAnywhere() {
    put(saldo, request("professional", SAO_PAULO));
    State expected = State.of(saldo);
    int places =
        Interruption.everywhere(
            interruption -> {
              InMemorySaldo fresh = new InMemorySaldo();
              interruption.run(
                  () -> put(interrupted(fresh, interruption), fresh, "professional", SAO_PAULO));
              assertThat(put(fresh, request("professional", SAO_PAULO)).customer().open()).isTrue();
              assertThat(State.of(fresh)).isEqualTo(expected);
            });
    assertThat(places).isEqualTo(10);
  }

  @Test
  void completesAChangeThatWasInterruptedAnywhere() {
    put(saldo, request("free", SAO_PAULO));
    put(saldo, request("premium", TOKYO));
    State expected = State.of(saldo);
    int places =
        Interruption.everywhere(
            interruption -> {
              InMemorySaldo fresh = new InMemorySaldo();
              put(fresh, request("free", SAO_PAULO));
              interruption.run(
                  () -> put(interrupted(fresh, interruption), fresh, "premium", TOKYO));
              put(fresh, request("premium", TOKYO));
              assertThat(State.of(fresh)).isEqualTo(expected);
            });
    assertThat(places).isEqualTo(16);
  }

  /** Both find no customer; the second opens and records it while the first is on its way. */
  @Test
  void tellsOnceThatACustomerWasCreatedByTwoAtOnce() {
    Audit<ReadWallet.View> audit =
        Audit.of(
            Author.COMMAND_LINE,
            "customer",
            view -> view.customer().key().value(),
            view -> view.customer().name().orElse("nameless"));
    AtomicBoolean overtaken = new AtomicBoolean();
    PutCustomer slow =
        new PutCustomer(
            saldo.customers,
            saldo.catalog,
            saldo.ledger,
            new OpenCustomer(
                saldo.customers,
                saldo.ledger,
                time -> {
                  if (!overtaken.getAndSet(true)) {
                    saldo.putCustomer.put(saldo.caller, SCHOOL, bare(), audit);
                  }
                  return saldo.ids.next(time);
                },
                saldo.clock,
                saldo.clock));

    slow.put(saldo.caller, SCHOOL, request("free", SAO_PAULO), audit);

    assertThat(
            saldo.auditLog.list(saldo.tenant.id(), AuditLog.Filter.ALL, PageRequest.first()).data())
        .extracting(
            told -> told.difference().action(),
            told -> told.difference().before(),
            told -> told.difference().after())
        .containsExactly(
            tuple(Action.CHANGED, Optional.of("nameless"), Optional.of("School")),
            tuple(Action.CREATED, Optional.empty(), Optional.of("nameless")));
  }

  /** Plan and zone are told as they were and are, and what is the same again is not told. */
  @Test
  void tellsOfWhatIsDifferentOnce() {
    Audit<ReadWallet.View> audit =
        Audit.of(
            new Author("key_test", "test", Optional.of("asked for")),
            "customer",
            view -> view.customer().key().value(),
            view ->
                view.wallet().wallet().terms().plan()
                    + " "
                    + view.customer().name().orElse("nameless"));
    for (String plan : List.of("free", "free", "premium", "premium")) {
      saldo.putCustomer.put(saldo.caller, SCHOOL, request(plan, SAO_PAULO), audit);
    }

    assertThat(
            saldo.auditLog.list(saldo.tenant.id(), AuditLog.Filter.ALL, PageRequest.first()).data())
        .extracting(
            told -> told.difference().action(),
            told -> told.difference().before(),
            told -> told.difference().after())
        .containsExactly(
            tuple(Action.CHANGED, Optional.of("free School"), Optional.of("premium School")),
            tuple(Action.CREATED, Optional.empty(), Optional.of("free School")));
  }

  /** Whoever comes after an interrupted opening gets what they ask for. */
  @Test
  void obeysADifferentRequestAfterAnInterruptedOpening() {
    Interruption.everywhere(
        interruption -> {
          InMemorySaldo fresh = new InMemorySaldo();
          interruption.run(() -> put(interrupted(fresh, interruption), fresh, "free", SAO_PAULO));
          put(fresh, request("premium", TOKYO));
          assertThat(State.of(fresh).plan()).isEqualTo("premium");
          assertThat(State.of(fresh).nextZone().orElse(State.of(fresh).zone())).isEqualTo(TOKYO);
          assertThat(State.of(fresh).open()).isTrue();
        });
  }

  private static PutCustomer interrupted(InMemorySaldo saldo, Interruption interruption) {
    Customers customers = interruption.watch(Customers.class, saldo.customers);
    Ledger ledger = interruption.watch(Ledger.class, saldo.ledger);
    return new PutCustomer(
        customers,
        saldo.catalog,
        ledger,
        new OpenCustomer(customers, ledger, saldo.ids, saldo.clock, saldo.clock));
  }

  private static void put(PutCustomer use, InMemorySaldo saldo, String plan, ZoneId zone) {
    use.put(saldo.caller, SCHOOL, request(plan, zone), Untold.audit());
  }

  private static Result.Stored put(InMemorySaldo saldo, Request request) {
    return switch (saldo.putCustomer.put(saldo.caller, SCHOOL, request, Untold.audit())) {
      case Result.Stored stored -> stored;
      case Result.PlanUnknown() -> throw new AssertionError("the plan should be known");
    };
  }

  private static Request request(String plan, ZoneId zone) {
    return new Request(
        Optional.of(plan),
        Optional.of(zone),
        OptionalInt.empty(),
        new AllowanceChange.ToPlans(),
        Optional.of("School"),
        Set.of("beta"),
        Map.of());
  }

  private static Request bare() {
    return new Request(
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        new AllowanceChange.ToPlans(),
        Optional.empty(),
        Set.of(),
        Map.of());
  }
}
