package dev.saldo.application.identity;

import dev.saldo.application.audit.Author;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.identity.KeySecret;
import dev.saldo.domain.identity.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates what a new installation begins with: a live and a test tenant, each with the starter
 * catalogue and one admin key. What is there already is left alone, so an interrupted start is
 * completed by the next.
 */
public final class SetUpInstallation {
  /** The slug of the first live tenant. */
  public static final String LIVE_TENANT = "default";

  /** The slug of the first test tenant. */
  public static final String TEST_TENANT = "default-test";

  private final Tenants tenants;
  private final Catalog catalog;
  private final ApiKeys keys;
  private final IssueApiKey issue;
  private final KeyHandover handover;

  public SetUpInstallation(
      Tenants tenants, Catalog catalog, ApiKeys keys, IssueApiKey issue, KeyHandover handover) {
    this.tenants = tenants;
    this.catalog = catalog;
    this.keys = keys;
    this.issue = issue;
    this.handover = handover;
  }

  /**
   * Sets up.
   *
   * @param liveKey the admin key of the live tenant, when the operator chose it
   * @param testKey likewise of the test tenant
   * @throws InvalidValueException if a chosen key is of the other kind of tenant
   */
  public void setUp(Optional<KeySecret> liveKey, Optional<KeySecret> testKey) {
    requireKind(liveKey, false);
    requireKind(testKey, true);
    Map<Tenant, KeySecret> chosen = new LinkedHashMap<>();
    Map<String, KeySecret> generated = new LinkedHashMap<>();
    for (Tenant tenant : List.of(tenants.add(LIVE_TENANT, false), tenants.add(TEST_TENANT, true))) {
      if (catalog.isEmpty(tenant.id())) {
        catalog.publish(tenant.id(), StarterCatalog.document(tenant.test()));
      }
      if (keys.isEmpty(tenant.id())) {
        Optional<KeySecret> given = tenant.test() ? testKey : liveKey;
        KeySecret secret = given.orElseGet(() -> issue.newSecret(tenant));
        chosen.put(tenant, secret);
        if (given.isEmpty()) {
          generated.put(tenant.slug(), secret);
        }
      }
    }
    if (!generated.isEmpty()) {
      handover.leave(generated);
    }
    chosen.forEach((tenant, secret) -> issue.issueFirst(tenant, secret, Author.INSTALLATION));
  }

  private static void requireKind(Optional<KeySecret> key, boolean test) {
    InvalidValueException.require(
        key.filter(secret -> secret.isTest() != test).isEmpty(),
        test
            ? "the key of the test tenant must begin with saldo_test_"
            : "the key of the live tenant must begin with saldo_live_");
  }
}
