package dev.saldo.application.wallet;

import static dev.saldo.application.Concurrently.inParallel;
import static dev.saldo.application.wallet.Samples.ACTOR;
import static dev.saldo.application.wallet.Samples.SAO_PAULO;
import static dev.saldo.application.wallet.Samples.START;
import static dev.saldo.application.wallet.Samples.newWallet;
import static dev.saldo.application.wallet.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Untold;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.PlanChangeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of customers must do. */
public abstract class CustomersContract {
  private static final Key SCHOOL = new Key("school-42");
  private static final Key ANA = new Key("ana");
  private static final PlanTerms FREE = plan("free", 100);
  private static final PlanTerms PREMIUM = plan("premium", 6000);
  private static final Duration HOUR = Duration.ofHours(1);

  private Stores stores;
  private Customers customers;
  private TenantId tenant;

  /**
   * The store under test beside those it reads from.
   *
   * @param clock of ledger and customers; it stands at {@link Samples#START}
   */
  public record Stores(Customers customers, Users users, Ledger ledger, ManualClock clock) {}

  /** The stores; customers of other tenants may be in them. */
  protected abstract Stores stores();

  /** A tenant without customers, with a catalogue of number 1. */
  protected abstract TenantId newTenant();

  @BeforeEach
  void prepare() {
    stores = stores();
    customers = stores.customers();
    tenant = newTenant();
  }

  @Test
  void keepsEverythingItIsGiven() {
    Customer school =
        new Customer(
            SCHOOL,
            newWallet(),
            Optional.of("Escola São José"),
            Set.of("beta", "vip"),
            Map.of("crm", "17", "note", "\"quoted\" \\ and ünïcode"),
            START,
            false);
    assertThat(customers.add(tenant, school)).isEqualTo(school);
    assertThat(customers.find(tenant, SCHOOL)).contains(school);
    assertThat(customers.find(tenant, new Key("school-43"))).isEmpty();
  }

  @Test
  void findsACustomerByItsWallet() {
    Customer school = customers.add(tenant, customer(SCHOOL, START, "School"));

    assertThat(customers.of(tenant, school.wallet())).contains(school);
    assertThat(customers.of(newTenant(), school.wallet())).isEmpty();
    assertThat(customers.of(tenant, newWallet())).isEmpty();
  }

  @Test
  void marksACustomerOpenAndLeavesTheRest() {
    Customer recorded = customers.add(tenant, inGroups("school-42", Set.of("beta")));
    Audit<Customer> audit =
        Audit.of(
            Author.COMMAND_LINE,
            "customer",
            customer -> customer.key().value(),
            customer -> customer.open() ? "open" : "recorded");

    Customer opened = customers.open(tenant, SCHOOL, audit);

    assertThat(opened)
        .isEqualTo(
            new Customer(
                SCHOOL,
                recorded.wallet(),
                recorded.name(),
                recorded.groups(),
                recorded.metadata(),
                recorded.createdAt(),
                true));
    assertThat(customers.find(tenant, SCHOOL)).contains(opened);
    assertThat(customers.open(tenant, SCHOOL, audit)).isEqualTo(opened);
    assertThatThrownBy(() -> customers.open(newTenant(), SCHOOL, audit))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void listsWhoIsInAGroup() {
    Customer all = opened("all", Set.of("beta"));
    Customer some = opened("some", Set.of("vip"));
    Customer closed = customers.add(tenant, inGroups("closed", Set.of("beta")));
    User ana = user(all, "ana", Set.of());
    User bia = user(some, "bia", Set.of("beta"));
    user(some, "caio", Set.of("vip"));
    user(closed, "davi", Set.of("beta"));

    assertThat(customers.members(tenant, "beta", 10))
        .extracting(Customers.Party::customer, Customers.Party::user)
        .containsExactly(
            tuple(all, Optional.empty()),
            tuple(all, Optional.of(ana)),
            tuple(some, Optional.of(bia)));
    assertThat(customers.members(tenant, "beta", 2)).hasSize(2);
    assertThat(customers.members(tenant, "nobody", 10)).isEmpty();
    assertThat(customers.members(newTenant(), "beta", 10)).isEmpty();
  }

  private Customer opened(String key, Set<String> groups) {
    Customer customer = customers.add(tenant, inGroups(key, groups));
    stores
        .ledger()
        .submit(
            new OpenWallet(
                tenant,
                customer.wallet(),
                customer.key(),
                FREE,
                SAO_PAULO,
                OptionalInt.empty(),
                Optional.empty(),
                ACTOR));
    Customer open =
        new Customer(
            customer.key(),
            customer.wallet(),
            customer.name(),
            groups,
            customer.metadata(),
            customer.createdAt(),
            true);
    customers.update(tenant, open, Untold.audit());
    return open;
  }

  private static Customer inGroups(String key, Set<String> groups) {
    return new Customer(
        new Key(key), newWallet(), Optional.empty(), groups, Map.of(), START, false);
  }

  private User user(Customer customer, String key, Set<String> groups) {
    return stores
        .users()
        .put(
            tenant,
            customer.wallet(),
            new User(new Key(key), "user", groups, START),
            Untold.audit());
  }

  @Test
  void leavesACustomerThatIsThereAsItIs() {
    Customer first = customers.add(tenant, customer(SCHOOL, START, "First"));
    assertThat(customers.add(tenant, customer(SCHOOL, START.plus(HOUR), "Second")))
        .isEqualTo(first);
    assertThat(customers.find(tenant, SCHOOL)).contains(first);
  }

  @Test
  void givesManyAtOnceOneWallet() throws Exception {
    List<Customer> added =
        inParallel(8, () -> customers.add(tenant, customer(SCHOOL, START, "School")));
    assertThat(added).containsOnly(customers.find(tenant, SCHOOL).orElseThrow());
  }

  @Test
  void keepsTenantsApart() {
    Customer ours = customers.add(tenant, customer(SCHOOL, START, "Ours"));
    open(ours, FREE);
    TenantId other = newTenant();
    assertThat(customers.find(other, SCHOOL)).isEmpty();
    assertThat(customers.party(other, SCHOOL, Optional.empty())).isEmpty();
    assertThat(list(other).data()).isEmpty();
    assertThatThrownBy(() -> customers.update(other, ours, Untold.audit()))
        .isInstanceOf(IllegalStateException.class);

    Customer theirs = customers.add(other, customer(SCHOOL, START, "Theirs"));
    assertThat(theirs.name()).contains("Theirs");
    assertThat(customers.find(tenant, SCHOOL).orElseThrow().name()).contains("Ours");
  }

  @Test
  void replacesWhatPeopleWriteAndNothingElse() {
    Customer first = customers.add(tenant, customer(SCHOOL, START, "First"));
    customers.update(
        tenant,
        new Customer(
            SCHOOL,
            newWallet(),
            Optional.empty(),
            Set.of("vip"),
            Map.of("a", "b"),
            START.plus(HOUR),
            true),
        Untold.audit());
    assertThat(customers.find(tenant, SCHOOL))
        .contains(
            new Customer(
                SCHOOL,
                first.wallet(),
                Optional.empty(),
                Set.of("vip"),
                Map.of("a", "b"),
                START,
                true));
  }

  @Test
  void refusesToUpdateACustomerThatIsNotThere() {
    assertThatThrownBy(
            () -> customers.update(tenant, customer(SCHOOL, START, "Nobody"), Untold.audit()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void showsAPartyOnceTheWalletIsOpen() {
    Customer school = customers.add(tenant, customer(SCHOOL, START, "School"));
    assertThat(customers.party(tenant, SCHOOL, Optional.empty())).isEmpty();
    Customer opened = open(school, FREE);
    assertThat(customers.party(tenant, SCHOOL, Optional.empty()))
        .contains(new Customers.Party(opened, Optional.empty(), FREE));
  }

  @Test
  void showsTheUserOfAPartyWhenStored() {
    Customer school = open(customers.add(tenant, customer(SCHOOL, START, "School")), FREE);
    assertThat(customers.party(tenant, SCHOOL, Optional.of(ANA)))
        .contains(new Customers.Party(school, Optional.empty(), FREE));
    User ana =
        stores
            .users()
            .put(
                tenant,
                school.wallet(),
                new User(ANA, "professional", Set.of("beta"), START),
                Untold.audit());
    assertThat(customers.party(tenant, SCHOOL, Optional.of(ANA)))
        .contains(new Customers.Party(school, Optional.of(ana), FREE));
    assertThat(customers.party(tenant, SCHOOL, Optional.empty()))
        .contains(new Customers.Party(school, Optional.empty(), FREE));
  }

  @Test
  void showsThePlanOfTheWallet() {
    Customer school = open(customers.add(tenant, customer(SCHOOL, START, "School")), FREE);
    stores
        .ledger()
        .submit(
            new ChangePlan(
                tenant, school.wallet(), Optional.empty(), PREMIUM, Optional.empty(), ACTOR));
    assertThat(customers.party(tenant, SCHOOL, Optional.empty()).orElseThrow().terms())
        .isEqualTo(PREMIUM);
  }

  @Test
  void showsAScheduledPlanOnceItsTimeHasCome() {
    Customer school = open(customers.add(tenant, customer(SCHOOL, START, "School")), FREE);
    PlanChangeOutcome.Scheduled scheduled =
        (PlanChangeOutcome.Scheduled)
            ((Decision.Decided<?>)
                    stores
                        .ledger()
                        .submit(
                            new ChangePlan(
                                tenant,
                                school.wallet(),
                                Optional.empty(),
                                PREMIUM,
                                Optional.of(ChangeTime.END_OF_CYCLE),
                                ACTOR)))
                .outcome();
    Duration left = Duration.between(START, scheduled.change().at());

    stores.clock().advance(left.minusNanos(1_000));
    assertThat(onPlan(PREMIUM)).isEmpty();
    assertThat(onPlan(FREE)).containsExactly(school);
    assertThat(customers.party(tenant, SCHOOL, Optional.empty()).orElseThrow().terms())
        .isEqualTo(FREE);
    stores.clock().advance(Duration.ofNanos(1_000));
    assertThat(onPlan(PREMIUM)).containsExactly(school);
    assertThat(onPlan(FREE)).isEmpty();
    assertThat(customers.party(tenant, SCHOOL, Optional.empty()).orElseThrow().terms())
        .isEqualTo(PREMIUM);
  }

  private List<Customer> onPlan(PlanTerms plan) {
    return customers
        .list(tenant, Optional.empty(), Optional.of(plan.plan()), PageRequest.first())
        .data();
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    Customer a = customers.add(tenant, customer(new Key("a"), START, "A"));
    Customer b = customers.add(tenant, customer(new Key("b"), START.plus(HOUR), "B"));
    Customer c = customers.add(tenant, customer(new Key("c"), START.plus(HOUR), "C"));
    Page<Customer> page = list(2, Optional.empty());
    assertThat(page.data()).containsExactlyInAnyOrder(b, c);

    customers.add(tenant, customer(new Key("d"), START.plus(Duration.ofHours(2)), "D"));
    Page<Customer> rest = list(2, page.next());
    assertThat(rest.data()).containsExactly(a);
    assertThat(rest.next()).isEmpty();
  }

  @Test
  void hasNoNextPageAfterAFullOneThatIsTheLast() {
    customers.add(tenant, customer(new Key("a"), START, "A"));
    customers.add(tenant, customer(new Key("b"), START, "B"));
    assertThat(list(2, Optional.empty()).next()).isEmpty();
  }

  @Test
  void listsFromAnInstantToBeforeAnother() {
    Instant end = START.plus(HOUR);
    customers.add(tenant, customer(new Key("before"), START.minusSeconds(1), "A"));
    Customer first = customers.add(tenant, customer(new Key("first"), START, "B"));
    Customer last = customers.add(tenant, customer(new Key("last"), end.minusSeconds(1), "C"));
    customers.add(tenant, customer(new Key("after"), end, "D"));
    PageRequest hour = new PageRequest(50, Optional.empty(), Optional.of(START), Optional.of(end));
    assertThat(customers.list(tenant, Optional.empty(), Optional.empty(), hour).data())
        .containsExactly(last, first);
  }

  @Test
  void findsAPartOfKeyOrNameInAnyCase() {
    customers.add(tenant, customer(new Key("school-42"), START, "Colégio Azul"));
    customers.add(tenant, customer(new Key("clinic_7"), START, "Clinic SCHOOLEY"));
    customers.add(
        tenant,
        new Customer(
            new Key("nameless"), newWallet(), Optional.empty(), Set.of(), Map.of(), START, false));
    assertThat(keysFor("School")).containsExactlyInAnyOrder("school-42", "clinic_7");
    assertThat(keysFor("AZUL")).containsExactly("school-42");
    assertThat(keysFor("_7")).containsExactly("clinic_7");
    assertThat(keysFor("%")).isEmpty();
  }

  @Test
  void listsThoseOnAPlan() {
    Customer onFree = open(customers.add(tenant, customer(new Key("a"), START, "A")), FREE);
    open(customers.add(tenant, customer(new Key("b"), START, "B")), PREMIUM);
    customers.add(tenant, customer(new Key("c"), START, "C"));
    assertThat(
            customers
                .list(tenant, Optional.empty(), Optional.of("free"), PageRequest.first())
                .data())
        .containsExactly(onFree);
  }

  @Test
  void refusesACursorThatItDidNotGive() {
    assertThatThrownBy(() -> list(2, Optional.of("nonsense")))
        .isInstanceOf(InvalidValueException.class);
  }

  private List<String> keysFor(String query) {
    return customers
        .list(tenant, Optional.of(query), Optional.empty(), PageRequest.first())
        .data()
        .stream()
        .map(customer -> customer.key().value())
        .toList();
  }

  private Page<Customer> list(TenantId of) {
    return customers.list(of, Optional.empty(), Optional.empty(), PageRequest.first());
  }

  private Page<Customer> list(int limit, Optional<String> cursor) {
    return customers.list(
        tenant,
        Optional.empty(),
        Optional.empty(),
        new PageRequest(limit, cursor, Optional.empty(), Optional.empty()));
  }

  private Customer open(Customer customer, PlanTerms terms) {
    stores
        .ledger()
        .submit(
            new OpenWallet(
                tenant,
                customer.wallet(),
                customer.key(),
                terms,
                SAO_PAULO,
                OptionalInt.empty(),
                Optional.empty(),
                ACTOR));
    Customer opened =
        new Customer(
            customer.key(),
            customer.wallet(),
            customer.name(),
            customer.groups(),
            customer.metadata(),
            customer.createdAt(),
            true);
    customers.update(tenant, opened, Untold.audit());
    return opened;
  }

  private static Customer customer(Key key, Instant createdAt, String name) {
    return new Customer(key, newWallet(), Optional.of(name), Set.of(), Map.of(), createdAt, false);
  }
}
