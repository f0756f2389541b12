package dev.saldo.server;

import dev.saldo.application.identity.CreateTenant;
import dev.saldo.application.identity.IssueApiKey;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.catalog.PostgresCatalog;
import dev.saldo.out.postgres.identity.PostgresApiKeys;
import dev.saldo.out.postgres.identity.PostgresTenants;
import java.time.Clock;
import org.postgresql.ds.PGSimpleDataSource;

/** Test tenants for tests that want one of their own. */
final class NewTenant {
  private NewTenant() {}

  /**
   * Makes a test tenant and returns its admin key.
   *
   * @param empty whether it begins with nothing to offer, instead of the starter catalogue
   */
  static String adminKey(String slug, boolean empty) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(System.getenv("SALDO_DB_URL"));
    source.setUser(System.getenv("SALDO_DB_USER"));
    source.setPassword(System.getenv("SALDO_DB_PASSWORD"));
    TenantWork work = new TenantWork(source);
    PostgresApiKeys keys = new PostgresApiKeys(work);
    CreateTenant create =
        new CreateTenant(
            new PostgresTenants(work),
            new PostgresCatalog(work),
            keys,
            new IssueApiKey(keys, new Randomness(), Clock.systemUTC()));
    return ((CreateTenant.Result.Created) create.create(slug, true, empty)).adminKey().value();
  }
}
