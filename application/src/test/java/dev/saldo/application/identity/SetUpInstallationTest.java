package dev.saldo.application.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.Interruption;
import dev.saldo.application.PageRequest;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.catalog.InMemoryCatalog;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.application.wallet.InMemoryLedger;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.domain.identity.KeySecret;
import dev.saldo.domain.identity.Tenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SetUpInstallationTest {
  private static final KeySecret LIVE_KEY = new KeySecret("saldo_live_" + "a".repeat(32));
  private static final KeySecret TEST_KEY = new KeySecret("saldo_test_" + "b".repeat(32));

  private final Stores stores = new Stores();

  /** What an installation keeps, and what its operator finds. */
  private static final class Stores {
    private final ManualClock clock = new ManualClock(Samples.START);
    private final InMemoryTenants tenants = new InMemoryTenants();
    private final InMemoryApiKeys keys = new InMemoryApiKeys(tenants);
    private final InMemoryCatalog catalog = new InMemoryCatalog(new InMemoryLedger(clock, clock));
    private final Map<String, KeySecret> left = new HashMap<>();
    private final SeededSecrets secrets = new SeededSecrets();

    SetUpInstallation setUp() {
      return setUp(tenants, catalog, keys, left::putAll);
    }

    SetUpInstallation setUp(Interruption interruption) {
      return setUp(
          interruption.watch(Tenants.class, tenants),
          interruption.watch(Catalog.class, catalog),
          interruption.watch(ApiKeys.class, keys),
          interruption.watch(KeyHandover.class, left::putAll));
    }

    private SetUpInstallation setUp(
        Tenants someTenants, Catalog someCatalog, ApiKeys someKeys, KeyHandover handover) {
      IssueApiKey issue = new IssueApiKey(someKeys, secrets, clock);
      return new SetUpInstallation(someTenants, someCatalog, someKeys, issue, handover);
    }

    Tenant tenant(String slug) {
      return tenants.find(slug).orElseThrow();
    }

    Optional<Caller> caller(KeySecret secret) {
      return new Authenticate(keys, clock).authenticate(secret.value());
    }
  }

  @Test
  void createsALiveAndATestTenantWithCatalogueAndKey() {
    stores.setUp().setUp(Optional.empty(), Optional.empty());
    requireComplete(stores);
    assertThat(stores.tenant("default").test()).isFalse();
    assertThat(stores.tenant("default-test").test()).isTrue();
    assertThat(stores.left.get("default").isTest()).isFalse();
    assertThat(stores.left.get("default-test").isTest()).isTrue();
    assertThat(stores.catalog.current(stores.tenant("default").id()))
        .isEqualTo(StarterCatalog.document(false));
    assertThat(stores.catalog.current(stores.tenant("default-test").id()))
        .isEqualTo(StarterCatalog.document(true));
  }

  @Test
  void changesNothingWhenRepeated() {
    stores.setUp().setUp(Optional.empty(), Optional.empty());
    Map<String, KeySecret> first = Map.copyOf(stores.left);
    stores.left.clear();
    stores.setUp().setUp(Optional.empty(), Optional.empty());
    assertThat(stores.left).isEmpty();
    stores.left.putAll(first);
    requireComplete(stores);
  }

  @Test
  void takesTheKeysThatTheOperatorChose() {
    stores.setUp().setUp(Optional.of(LIVE_KEY), Optional.of(TEST_KEY));
    assertThat(stores.left).isEmpty();
    assertThat(stores.caller(LIVE_KEY).orElseThrow().tenant().slug()).isEqualTo("default");
    assertThat(stores.caller(TEST_KEY).orElseThrow().tenant().slug()).isEqualTo("default-test");
  }

  @Test
  void handsOverTheKeyThatTheOperatorDidNotChoose() {
    stores.setUp().setUp(Optional.of(LIVE_KEY), Optional.empty());
    assertThat(stores.left).containsOnlyKeys("default-test");
    assertThat(stores.caller(LIVE_KEY)).isPresent();
    assertThat(stores.caller(stores.left.get("default-test"))).isPresent();
  }

  @Test
  void leavesTheKeysOfATenantThatHasOne() {
    stores.setUp().setUp(Optional.empty(), Optional.empty());
    stores.setUp().setUp(Optional.of(LIVE_KEY), Optional.of(TEST_KEY));
    assertThat(stores.caller(LIVE_KEY)).isEmpty();
    requireComplete(stores);
  }

  @Test
  void leavesACatalogueThatWasEdited() {
    stores.setUp().setUp(Optional.empty(), Optional.empty());
    var edited =
        stores.catalog.publish(
            stores.tenant("default").id(),
            new CatalogEdit().withoutCells(cell -> cell.plan().equals("free")).document());
    stores.setUp().setUp(Optional.empty(), Optional.empty());
    assertThat(stores.catalog.refresh(stores.tenant("default").id())).isEqualTo(edited);
  }

  @Test
  void refusesKeysOfTheWrongKindBeforeAnythingIsCreated() {
    assertThatThrownBy(() -> stores.setUp().setUp(Optional.of(TEST_KEY), Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("the key of the live tenant must begin with saldo_live_");
    assertThatThrownBy(() -> stores.setUp().setUp(Optional.empty(), Optional.of(LIVE_KEY)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("the key of the test tenant must begin with saldo_test_");
    assertThat(stores.tenants.find("default")).isEmpty();
  }

  @Test
  void isCompletedByTheNextStartWhereverItWasInterrupted() {
    int places =
        Interruption.everywhere(
            interruption -> {
              Stores fresh = new Stores();
              interruption.run(
                  () -> fresh.setUp(interruption).setUp(Optional.empty(), Optional.empty()));
              fresh.setUp().setUp(Optional.empty(), Optional.empty());
              requireComplete(fresh);
            });
    assertThat(places).isEqualTo(22);
  }

  @Test
  void isCompletedByTheNextStartWithChosenKeysToo() {
    Interruption.everywhere(
        interruption -> {
          Stores fresh = new Stores();
          interruption.run(
              () -> fresh.setUp(interruption).setUp(Optional.of(LIVE_KEY), Optional.of(TEST_KEY)));
          fresh.setUp().setUp(Optional.of(LIVE_KEY), Optional.of(TEST_KEY));
          fresh.left.putAll(Map.of("default", LIVE_KEY, "default-test", TEST_KEY));
          requireComplete(fresh);
        });
  }

  /** Each tenant has one catalogue and one key: the admin key that the operator finds. */
  private static void requireComplete(Stores stores) {
    for (String slug : List.of("default", "default-test")) {
      Tenant tenant = stores.tenant(slug);
      assertThat(stores.catalog.refresh(tenant.id()).version()).isEqualTo(1);
      assertThat(stores.keys.list(tenant.id(), PageRequest.first()).data()).hasSize(1);
      Caller caller = stores.caller(stores.left.get(slug)).orElseThrow();
      assertThat(caller.tenant()).isEqualTo(tenant);
      assertThat(caller.key().scopes()).containsExactly(KeyScope.ADMIN);
    }
  }
}
