package dev.saldo.out.postgres.wallet;

import static dev.saldo.application.Concurrently.inParallel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.Author;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.wallet.AuthorizeCall;
import dev.saldo.application.wallet.CallResult;
import dev.saldo.application.wallet.CallSample;
import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.Customers;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.OpenCustomer;
import dev.saldo.application.wallet.PrepareCall;
import dev.saldo.application.wallet.ReadWallet;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.catalog.CatalogSettings;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.domain.identity.Tenant;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.EntryKind;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;
import dev.saldo.out.postgres.audit.PostgresAuditLog;
import dev.saldo.out.postgres.catalog.PostgresCatalog;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first calls of a customer, all at once, on two instances. */
class OpeningByCallsIT {
  private static final int CALLERS = 64;
  private static final int ROUNDS = 10;

  private final ManualClock clock = new ManualClock(Samples.START);
  private final TenantWork work = new TenantWork(Pool.of(TestDatabase.get().app()));
  private final Customers customers = new PostgresCustomers(work, clock);
  private final Tenant tenant = TestDatabase.get().newTenant(false);
  private final List<GroupCommitLedger> ledgers =
      List.of(PostgresFixture.groupCommit(clock), PostgresFixture.groupCommit(clock));
  private final List<AuthorizeCall> instances = ledgers.stream().map(this::instance).toList();
  private final PostgresFixture stored = PostgresFixture.of(ledgers.getFirst());

  private AuthorizeCall instance(GroupCommitLedger ledger) {
    Catalog catalog = new PostgresCatalog(work);
    return new AuthorizeCall(
        customers,
        catalog,
        new PrepareCall(clock),
        ledger,
        new OpenCustomer(customers, ledger, _ -> Samples.newWallet(), clock, clock));
  }

  @AfterEach
  void close() {
    ledgers.forEach(GroupCommitLedger::close);
  }

  @Test
  void openOneCustomerWithOneAllowance() throws Exception {
    new PostgresCatalog(work)
        .publish(
            tenant.id(),
            new CatalogEdit()
                .settings(CatalogSettings.NONE.withAutoCreation("premium"))
                .document());
    for (int round = 0; round < ROUNDS; round++) {
      String key = "newcomer-" + round;
      AtomicInteger next = new AtomicInteger();
      List<CallResult> results =
          inParallel(CALLERS, () -> authorize(key, instances.get(next.getAndIncrement() % 2)));

      assertThat(results).hasSize(CALLERS).allMatch(CallResult.Held.class::isInstance);
      Customer customer = customers.find(tenant.id(), new Key(key)).orElseThrow();
      assertThat(customer.open()).isTrue();
      assertThat(stored.entries(customer.wallet()))
          .filteredOn(entry -> entry.kind() == EntryKind.GRANT)
          .extracting(Entry::amount)
          .containsExactly(Credits.of(6_000));
      assertThat(stored.entries(customer.wallet()).getLast().after().available())
          .isEqualTo(Credits.of(6_000 - CALLERS));
      assertThat(told(key)).isEqualTo(1);
    }
  }

  private CallResult authorize(String key, AuthorizeCall instance) {
    return instance.authorize(
        caller(),
        CallSample.call("user_chat").of(key).as("admin").credits("1").request(),
        Optional.empty(),
        audit());
  }

  private int told(String key) {
    AuditLog.Filter filter =
        new AuditLog.Filter(Optional.of("customer"), Optional.of(key), Optional.empty());
    return new PostgresAuditLog(work).list(tenant.id(), filter, PageRequest.first()).data().size();
  }

  private static Audit<ReadWallet.View> audit() {
    return Audit.of(
        Author.COMMAND_LINE,
        "customer",
        view -> view.customer().key().value(),
        view -> view.wallet().wallet().terms().plan());
  }

  private Caller caller() {
    return new Caller(
        tenant,
        new ApiKey(
            "key_test",
            tenant.id(),
            "test",
            Set.of(KeyScope.DECIDE),
            Optional.empty(),
            Samples.START,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
