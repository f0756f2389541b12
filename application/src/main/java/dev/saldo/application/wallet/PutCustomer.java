package dev.saldo.application.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.AllowanceChange;
import dev.saldo.domain.wallet.ChangeCycle;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.ChangeZone;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.UpToDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Adds a customer and opens its wallet, or changes one that exists: another plan is a plan change
 * now; another zone, day or allowance begins with the next cycle.
 *
 * <p>When that is interrupted anywhere, the same request completes it.
 */
public final class PutCustomer {
  private final Customers customers;
  private final Catalog catalog;
  private final Ledger ledger;
  private final OpenCustomer openCustomer;

  public PutCustomer(
      Customers customers, Catalog catalog, Ledger ledger, OpenCustomer openCustomer) {
    this.customers = customers;
    this.catalog = catalog;
    this.ledger = ledger;
    this.openCustomer = openCustomer;
  }

  /**
   * What is wanted.
   *
   * @param plan empty for the catalogue's default, or for the plan the customer is on
   * @param zone empty for UTC, or for the zone the customer is in
   * @param anchor the day of the month on which cycles begin when the plan leaves it to the
   *     customer; empty for today, or for the day the customer has
   * @param allowance what each cycle gives; the opening gives it at once
   */
  public record Request(
      Optional<String> plan,
      Optional<ZoneId> zone,
      OptionalInt anchor,
      AllowanceChange allowance,
      Optional<String> name,
      Set<String> groups,
      Map<String, String> metadata) {
    public Request {
      CallRequest.requireMetadata(metadata);
      groups = Set.copyOf(groups);
      metadata = Map.copyOf(metadata);
    }
  }

  /** How it went. */
  public sealed interface Result {
    /** The customer is as wanted. */
    record Stored(Customer customer, boolean created) implements Result {}

    /** The catalogue has no such plan. */
    record PlanUnknown() implements Result {}
  }

  /** A request, with the newest terms of the plan it names. */
  private record Wish(
      TenantId tenant,
      Key key,
      Request request,
      Optional<PlanTerms> plan,
      Actor actor,
      Audit<ReadWallet.View> audit) {

    /** How a change of the customer is told, whose wallet was and is like this. */
    Audit<Customer> told(UpToDate was, UpToDate is) {
      return new Audit<>(
          audit.author(),
          (before, after) ->
              audit
                  .telling()
                  .differences(
                      before.map(customer -> new ReadWallet.View(customer, was)),
                      after.map(customer -> new ReadWallet.View(customer, is))));
    }

    /** What the customer begins with if nobody has opened it. */
    Opening opening(PlanTerms first) {
      return new Opening(
          key,
          first,
          request.zone().orElse(Opening.ZONE_DEFAULT),
          request.anchor(),
          request.allowance().after(Optional.empty()),
          request.name(),
          request.groups(),
          request.metadata());
    }

    /** The customer as wanted, open. */
    Customer describe(Customer before) {
      return new Customer(
          before.key(),
          before.wallet(),
          request.name(),
          request.groups(),
          request.metadata(),
          before.createdAt(),
          true);
    }
  }

  /**
   * Adds or changes the customer. Repeating it changes nothing more.
   *
   * @param audit how the change is told, plan and zone included: they change in the ledger, just
   *     before the record is written with the rest
   */
  public Result put(Caller caller, Key key, Request request, Audit<ReadWallet.View> audit) {
    TenantId tenant = caller.tenant().id();
    CatalogDocument known = knowing(tenant, request);
    Optional<PlanTerms> plan = request.plan().flatMap(known::plan).map(Plan::terms);
    if (request.plan().isPresent() && plan.isEmpty()) {
      return new Result.PlanUnknown();
    }
    Wish wish = new Wish(tenant, key, request, plan, new Actor(caller.key().id()), audit);
    Optional<Customer> found = customers.find(tenant, key);
    if (found.filter(Customer::open).isPresent()) {
      return new Result.Stored(change(wish, found.get()), false);
    }
    PlanTerms first = plan.or(() -> standard(known)).orElseThrow();
    return new Result.Stored(open(caller, wish, first), true);
  }

  /** The catalogue, read again when it does not have the plan yet. */
  private CatalogDocument knowing(TenantId tenant, Request request) {
    CatalogDocument known = catalog.current(tenant);
    return request.plan().filter(plan -> known.plan(plan).isEmpty()).isPresent()
        ? catalog.refresh(tenant)
        : known;
  }

  private static Optional<PlanTerms> standard(CatalogDocument known) {
    return known.plan(known.defaultPlan()).map(Plan::terms);
  }

  /** Opens the customer; one that another request had recorded or opened is changed as wanted. */
  private Customer open(Caller caller, Wish wish, PlanTerms terms) {
    OpenCustomer.Result opened = openCustomer.open(caller, wish.opening(terms), wish.audit());
    Customer customer = opened.customer();
    return opened.first() && wish.describe(customer).equals(customer)
        ? customer
        : change(wish, customer);
  }

  private Customer change(Wish wish, Customer customer) {
    TenantId tenant = wish.tenant();
    UpToDate was = wallet(tenant, customer);
    customers
        .party(tenant, customer.key(), Optional.empty())
        .flatMap(party -> wish.plan().filter(terms -> !terms.plan().equals(party.terms().plan())))
        .ifPresent(
            terms ->
                decided(
                    new ChangePlan(
                        tenant,
                        customer.wallet(),
                        Optional.empty(),
                        terms,
                        Optional.of(ChangeTime.NOW),
                        wish.actor())));
    Request request = wish.request();
    request
        .zone()
        .ifPresent(zone -> decided(new ChangeZone(tenant, customer.wallet(), zone, wish.actor())));
    decided(
        new ChangeCycle(
            tenant, customer.wallet(), request.anchor(), request.allowance(), wish.actor()));
    Customer changed = wish.describe(customer);
    customers.update(tenant, changed, wish.told(was, wallet(tenant, changed)));
    return changed;
  }

  private UpToDate wallet(TenantId tenant, Customer customer) {
    Wallets.Sight sight = ledger.look(tenant, customer.wallet(), (_, _) -> Reads.NOTHING);
    return UpToDate.of(sight.snapshot(), sight.now());
  }

  /** These commands are always decided on the customer's own wallet; anything else is a bug. */
  private <R extends Outcome> R decided(LedgerCommand<R> command) {
    return switch (ledger.submit(command)) {
      case Decision.Decided<R> decided -> decided.outcome();
      case Decision.Replayed<R> replayed -> replayed.outcome();
      case Decision.KeyReused<R> _, Decision.WalletUnknown<R> _, Decision.Stale<R> _ ->
          throw new IllegalStateException("the wallet of a customer refused " + command);
    };
  }
}
