package dev.saldo.application.wallet;

import dev.saldo.application.InMemoryPages;
import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.InMemoryAuditLog;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The customers of tests; their plans are those of the ledger's wallets. */
public final class InMemoryCustomers implements Customers {
  private final InMemoryLedger ledger;
  private final InMemoryUsers users;
  private final InMemoryAuditLog auditLog;
  private final Map<TenantId, Map<Key, Customer>> byTenant = new HashMap<>();

  public InMemoryCustomers(InMemoryLedger ledger, InMemoryUsers users) {
    this(ledger, users, new InMemoryAuditLog());
  }

  /** A store that tells this log. */
  public InMemoryCustomers(InMemoryLedger ledger, InMemoryUsers users, InMemoryAuditLog auditLog) {
    this.ledger = ledger;
    this.users = users;
    this.auditLog = auditLog;
  }

  @Override
  public synchronized Optional<Customer> find(TenantId tenant, Key key) {
    return Optional.ofNullable(of(tenant).get(key));
  }

  @Override
  public synchronized Optional<Customer> of(TenantId tenant, WalletId wallet) {
    return of(tenant).values().stream().filter(each -> each.wallet().equals(wallet)).findFirst();
  }

  @Override
  public synchronized List<Party> members(TenantId tenant, String group, int max) {
    List<Party> members = new ArrayList<>();
    of(tenant).values().stream()
        .sorted(Comparator.comparing(Customer::wallet))
        .forEach(
            customer -> {
              boolean all = customer.groups().contains(group);
              if (all) {
                party(tenant, customer.key(), Optional.empty()).ifPresent(members::add);
              }
              users.of(tenant, customer.wallet()).stream()
                  .filter(user -> all || user.groups().contains(group))
                  .map(user -> party(tenant, customer.key(), Optional.of(user.key())))
                  .forEach(party -> party.ifPresent(members::add));
            });
    return members.stream().limit(max).toList();
  }

  @Override
  public synchronized Optional<Party> party(TenantId tenant, Key customer, Optional<Key> user) {
    return find(tenant, customer)
        .filter(Customer::open)
        .flatMap(
            known ->
                ledger
                    .wallet(tenant, known.wallet())
                    .map(
                        wallet ->
                            new Party(
                                known,
                                user.flatMap(key -> users.find(tenant, known.wallet(), key)),
                                wallet.termsAt(ledger.now(tenant)))));
  }

  @Override
  public synchronized Customer add(TenantId tenant, Customer customer) {
    Customer before = of(tenant).putIfAbsent(customer.key(), customer);
    return before == null ? customer : before;
  }

  @Override
  public synchronized Customer open(TenantId tenant, Key key, Audit<Customer> audit) {
    Customer before = stored(tenant, key);
    Customer opened =
        new Customer(
            key,
            before.wallet(),
            before.name(),
            before.groups(),
            before.metadata(),
            before.createdAt(),
            true);
    of(tenant).put(key, opened);
    auditLog.add(tenant, audit.note(Optional.of(before), Optional.of(opened)));
    return opened;
  }

  @Override
  public synchronized void update(TenantId tenant, Customer customer, Audit<Customer> audit) {
    Customer before = stored(tenant, customer.key());
    Customer changed =
        new Customer(
            before.key(),
            before.wallet(),
            customer.name(),
            customer.groups(),
            customer.metadata(),
            before.createdAt(),
            customer.open());
    of(tenant).put(customer.key(), changed);
    auditLog.add(tenant, audit.note(Optional.of(before), Optional.of(changed)));
  }

  @Override
  public synchronized Page<Customer> list(
      TenantId tenant, Optional<String> query, Optional<String> plan, PageRequest page) {
    List<Customer> found =
        of(tenant).values().stream()
            .filter(customer -> query.isEmpty() || matches(customer, query.get()))
            .filter(customer -> plan.isEmpty() || plan.equals(plan(tenant, customer)))
            .sorted(
                Comparator.comparing(Customer::createdAt)
                    .thenComparing(Customer::wallet)
                    .reversed())
            .toList();
    return InMemoryPages.page(found, page, Customer::createdAt, customer -> customer.key().value());
  }

  private Customer stored(TenantId tenant, Key key) {
    Customer stored = of(tenant).get(key);
    if (stored == null) {
      throw new IllegalStateException("there is no customer " + key + " to update");
    }
    return stored;
  }

  private Map<Key, Customer> of(TenantId tenant) {
    return byTenant.computeIfAbsent(tenant, _ -> new HashMap<>());
  }

  private Optional<String> plan(TenantId tenant, Customer customer) {
    return ledger
        .wallet(tenant, customer.wallet())
        .map(wallet -> wallet.termsAt(ledger.now(tenant)))
        .map(PlanTerms::plan);
  }

  private static boolean matches(Customer customer, String query) {
    String part = query.toLowerCase(Locale.ROOT);
    return customer.key().value().toLowerCase(Locale.ROOT).contains(part)
        || customer.name().filter(name -> name.toLowerCase(Locale.ROOT).contains(part)).isPresent();
  }
}
