package dev.saldo.out.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Action;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog.Filter;
import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Difference;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.application.wallet.User;
import dev.saldo.domain.Key;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;
import dev.saldo.out.postgres.catalog.PostgresCatalog;
import dev.saldo.out.postgres.identity.PostgresApiKeys;
import dev.saldo.out.postgres.identity.PostgresTestClocks;
import dev.saldo.out.postgres.wallet.PostgresCustomers;
import dev.saldo.out.postgres.wallet.PostgresUsers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A change whose record cannot be stored is not stored either, and the other way round. */
class AuditTransactionIT {
  /** The table takes no record with neither before nor after. */
  private static final AuditNote IMPOSSIBLE =
      new AuditNote(
          Author.COMMAND_LINE,
          List.of(new Difference("plan", "a", Action.CHANGED, Optional.empty(), Optional.empty())));

  private static final Key SCHOOL = new Key("school");

  private final TenantWork work = new TenantWork(TestDatabase.get().app());
  private final TenantId tenant = TestDatabase.get().newTenant(false, true).id();
  private final WalletId wallet = Samples.newWallet();

  @Test
  void keepsUsersAsTheyWere() {
    addCustomer();
    PostgresUsers users = new PostgresUsers(work);
    User ana = new User(new Key("ana"), "user", Set.of(), Samples.START);

    fails(() -> users.put(tenant, wallet, ana, impossible()));

    assertThat(users.find(tenant, wallet, ana.key())).isEmpty();
    users.put(tenant, wallet, ana, possible());
    fails(() -> users.remove(tenant, wallet, ana.key(), impossible()));
    assertThat(users.find(tenant, wallet, ana.key())).contains(ana);
    assertThat(records()).isEqualTo(1);
  }

  @Test
  void keepsCustomersAsTheyWere() {
    Customer school = addCustomer();
    PostgresCustomers customers = new PostgresCustomers(work, new ManualClock(Samples.START));

    fails(() -> customers.update(tenant, customer("Other"), impossible()));

    assertThat(customers.find(tenant, SCHOOL)).contains(school);
    customers.update(tenant, customer("Other"), possible());
    assertThat(records()).isEqualTo(1);
  }

  @Test
  void keepsKeysAsTheyWere() {
    PostgresApiKeys keys = new PostgresApiKeys(work);
    ApiKey key = key("key_" + wallet.value());

    fails(() -> keys.add(tenant, key, secret("1"), Optional.empty(), impossible()));
    assertThat(keys.find(tenant, key.id())).isEmpty();
    keys.add(tenant, key, secret("1"), Optional.empty(), possible());
    fails(() -> keys.revoke(tenant, key.id(), Samples.START, impossible()));
    fails(
        () ->
            keys.rotate(
                tenant, key.id(), secret("2"), Samples.START, Optional.empty(), impossible()));

    assertThat(keys.find(tenant, key.id())).contains(key);
    assertThat(keys.findBySecret(secret("1"), Samples.START)).isPresent();
    assertThat(records()).isEqualTo(1);
  }

  @Test
  void keepsTheCatalogueAsItWas() {
    PostgresCatalog catalog = new PostgresCatalog(work);
    catalog.publish(tenant, StarterCatalog.document(true));

    fails(() -> catalog.replace(tenant, StarterCatalog.document(true).withVersion(2), IMPOSSIBLE));

    assertThat(catalog.refresh(tenant).version()).isEqualTo(1);
    assertThat(catalog.replace(tenant, StarterCatalog.document(true).withVersion(3), note()))
        .isFalse();
    assertThat(records()).isZero();
    assertThat(catalog.replace(tenant, StarterCatalog.document(true).withVersion(2), note()))
        .isTrue();
    assertThat(records()).isEqualTo(1);
  }

  @Test
  void keepsTheTestClockAsItWas() {
    PostgresTestClocks clocks = new PostgresTestClocks(work);

    fails(() -> clocks.move(tenant, Optional.empty(), Samples.START, Optional.empty(), IMPOSSIBLE));

    assertThat(clocks.find(tenant)).isEmpty();
    clocks.move(tenant, Optional.empty(), Samples.START, Optional.empty(), note());
    clocks.move(tenant, Optional.empty(), Samples.START, Optional.empty(), note());
    assertThat(records()).isEqualTo(1);
  }

  private static void fails(ThrowingCallable change) {
    assertThatThrownBy(change).isInstanceOf(IllegalStateException.class);
  }

  private static <T> Audit<T> impossible() {
    return new Audit<>(IMPOSSIBLE.author(), (_, _) -> IMPOSSIBLE.differences());
  }

  private static <T> Audit<T> possible() {
    return Audit.of(Author.COMMAND_LINE, "thing", _ -> "one", Object::toString);
  }

  private static AuditNote note() {
    return AuditTransactionIT.<String>possible().note(Optional.of("a"), Optional.of("b"));
  }

  private int records() {
    return new PostgresAuditLog(work).list(tenant, Filter.ALL, PageRequest.first()).data().size();
  }

  private Customer addCustomer() {
    return new PostgresCustomers(work, new ManualClock(Samples.START))
        .add(tenant, customer("School"));
  }

  private Customer customer(String name) {
    return new Customer(SCHOOL, wallet, Optional.of(name), Set.of(), Map.of(), Samples.START, true);
  }

  private ApiKey key(String id) {
    return new ApiKey(
        id,
        tenant,
        "admin",
        Set.of(KeyScope.ADMIN),
        Optional.empty(),
        Samples.START,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Sha256 secret(String text) {
    return Sha256.of((wallet.value() + text).getBytes(StandardCharsets.UTF_8));
  }
}
