package dev.saldo.application;

import dev.saldo.application.audit.InMemoryAuditLog;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.InMemoryCatalog;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.application.identity.InMemoryTenants;
import dev.saldo.application.wallet.AdjustCredits;
import dev.saldo.application.wallet.AuthorizeCall;
import dev.saldo.application.wallet.CallRequest;
import dev.saldo.application.wallet.CallResult;
import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.FreezeWallet;
import dev.saldo.application.wallet.GrantCredits;
import dev.saldo.application.wallet.InMemoryCustomers;
import dev.saldo.application.wallet.InMemoryLedger;
import dev.saldo.application.wallet.InMemoryUsers;
import dev.saldo.application.wallet.InMemoryWalletRecords;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.OpenCustomer;
import dev.saldo.application.wallet.PrepareCall;
import dev.saldo.application.wallet.PutCustomer;
import dev.saldo.application.wallet.ReadPastBalance;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.application.wallet.ReleaseCall;
import dev.saldo.application.wallet.ReportUsage;
import dev.saldo.application.wallet.RequestKey;
import dev.saldo.application.wallet.Samples;
import dev.saldo.application.wallet.SettleCall;
import dev.saldo.application.wallet.User;
import dev.saldo.application.wallet.VoidCustomerGrant;
import dev.saldo.application.wallet.WalletIds;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.Money;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.domain.identity.Tenant;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AllowanceChange;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.domain.wallet.Standing;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The use cases over in-memory ports: one live tenant with the starter catalogue, whose clock
 * stands at {@link Samples#START}.
 */
public final class InMemorySaldo {
  public final ManualClock clock = new ManualClock(Samples.START);
  public final InMemoryLedger ledger = new InMemoryLedger(clock, clock);
  public final InMemoryAuditLog auditLog = new InMemoryAuditLog();
  public final InMemoryUsers users = new InMemoryUsers(auditLog);
  public final InMemoryCustomers customers = new InMemoryCustomers(ledger, users, auditLog);
  public final InMemoryCatalog catalog = new InMemoryCatalog(ledger, auditLog);
  public final Tenant tenant = new InMemoryTenants().add("default", false);

  /** A server's key: of this tenant, bound to no customer. */
  public final Caller caller = caller(Optional.empty());

  private final AtomicLong lastWallet = new AtomicLong();
  public final WalletIds ids = _ -> new WalletId(lastWallet.incrementAndGet());

  public final OpenCustomer openCustomer = new OpenCustomer(customers, ledger, ids, clock, clock);
  public final PutCustomer putCustomer = new PutCustomer(customers, catalog, ledger, openCustomer);
  public final AuthorizeCall authorizeCall =
      new AuthorizeCall(customers, catalog, new PrepareCall(clock), ledger, openCustomer);
  public final SettleCall settleCall = new SettleCall(customers, catalog, ledger);
  public final ReportUsage reportUsage =
      new ReportUsage(customers, catalog, ledger, clock, openCustomer);
  public final ReleaseCall releaseCall = new ReleaseCall(customers, catalog, ledger);
  public final GrantCredits grantCredits = new GrantCredits(customers, catalog, ledger, auditLog);
  public final InMemoryWalletRecords records = new InMemoryWalletRecords(ledger, clock);
  public final VoidCustomerGrant voidGrant =
      new VoidCustomerGrant(customers, catalog, ledger, records, auditLog);
  public final AdjustCredits adjustCredits =
      new AdjustCredits(customers, catalog, ledger, auditLog);
  public final FreezeWallet freezeWallet = new FreezeWallet(customers, catalog, ledger, auditLog);
  public final ReadWallet readWallet = new ReadWallet(customers, ledger);
  public final ReadPastBalance readPastBalance = new ReadPastBalance(readWallet, records);

  public InMemorySaldo() {
    this(StarterCatalog.document(false));
  }

  /** With this catalogue. */
  public InMemorySaldo(CatalogDocument document) {
    catalog.publish(tenant.id(), document);
  }

  /** Whoever holds the key of a customer alone. */
  public Caller boundTo(String customer) {
    return caller(Optional.of(new Key(customer)));
  }

  private Caller caller(Optional<Key> customer) {
    return new Caller(
        tenant,
        new ApiKey(
            "key_test",
            tenant.id(),
            "test",
            Set.of(KeyScope.ADMIN),
            customer,
            Samples.START,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** Adds a customer in São Paulo, or moves one to this plan. */
  public Customer customer(String key, String plan) {
    return put(key, Optional.of(plan), Set.of());
  }

  /** Adds or changes a customer in São Paulo, who belongs to groups. */
  public Customer put(String key, Optional<String> plan, Set<String> groups) {
    PutCustomer.Request request =
        new PutCustomer.Request(
            plan,
            Optional.of(ZoneId.of("America/Sao_Paulo")),
            OptionalInt.empty(),
            new AllowanceChange.ToPlans(),
            Optional.of(key),
            groups,
            Map.of());
    return switch (putCustomer.put(caller, new Key(key), request, Untold.audit())) {
      case PutCustomer.Result.Stored(Customer customer, boolean _) -> customer;
      case PutCustomer.Result.PlanUnknown() -> throw new AssertionError("no plan " + plan);
    };
  }

  /** Stores a user of a customer. */
  public void user(Customer customer, String key, String profile, Set<String> groups) {
    users.put(
        tenant.id(),
        customer.wallet(),
        new User(new Key(key), profile, groups, clock.instant()),
        Untold.audit());
  }

  public CallResult authorize(CallRequest request) {
    return authorizeCall.authorize(caller, request, Optional.empty(), Untold.audit());
  }

  /** Authorizes a call that must be held. */
  public AuthorizeOutcome.Held held(CallRequest request) {
    return switch (authorize(request)) {
      case CallResult.Held(AuthorizeOutcome.Held held, boolean _) -> held;
      case CallResult other -> throw new AssertionError("not held: " + other);
    };
  }

  /** Authorizes a call that must be refused. */
  public CallResult.Refused refused(CallRequest request) {
    return switch (authorize(request)) {
      case CallResult.Refused refused -> refused;
      case CallResult other -> throw new AssertionError("not refused: " + other);
    };
  }

  /** Settles with usage that the provider reported. */
  public void settle(HoldId hold, TokenUsage usage) {
    settleCall.settle(caller, hold, used(usage), Optional.empty());
  }

  /** A settlement of this usage on the route. */
  public static SettleCall.Used used(TokenUsage usage) {
    return new SettleCall.Used(
        digest(usage.toString()),
        Optional.of(usage),
        Evidence.PROVIDER_FINAL,
        Optional.empty(),
        true,
        Map.of());
  }

  /** Sells credits to a customer, whatever they cost. */
  public void buy(String customer, String credits) {
    grantCredits.grant(
        caller,
        new Key(customer),
        purchase(credits),
        new RequestKey("buy-" + lastWallet.incrementAndGet(), digest(credits)),
        Untold.audit());
  }

  /** A purchase of so many credits. */
  public static GrantCredits.Request purchase(String credits) {
    return new GrantCredits.Request(
        Credits.parse(credits),
        GrantSource.PURCHASE,
        Grant.DEFAULT_PRIORITY,
        Optional.empty(),
        Optional.empty(),
        Scope.ALL,
        Optional.of(Money.parse("39.70", "BRL")),
        Optional.empty());
  }

  /** How a customer stands now. */
  public Standing standing(String customer) {
    return readWallet.read(caller, new Key(customer)).orElseThrow().wallet().standing();
  }

  /** The digest of a text. */
  public static Sha256 digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
