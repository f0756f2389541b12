package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.wallet.ExplainDecision;
import dev.saldo.application.wallet.ExplainDecision.Explained;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.domain.identity.Tenant;
import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.catalog.PostgresCatalog;
import dev.saldo.out.postgres.wallet.PostgresCustomers;
import dev.saldo.out.postgres.wallet.PostgresWalletRecords;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every decision that the suite made, of whatever tenant, decided again from what was stored of it.
 * It is the last class of the suite, so that all others have made theirs.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(ArquillianExtension.class)
class EveryDecisionIT {
  private static final Sql EVERY =
      Sql.of(
          """
          select t.tenant_id, t.slug, t.test, t.active, d.wallet_id, d.number, d.outcome
          from decision d join tenant t on t.tenant_id = d.tenant_id
          order by t.tenant_id, d.catalog_version, d.recorded_at, d.wallet_id, d.number
          """);

  /** What to decide again. */
  private record Stored(Tenant tenant, DecisionId id, String outcome) {}

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void leadsToItsOutcomeAgain(TestReporter reporter) throws Exception {
    authorize("diary_analysis");
    authorize("admin_oracle");
    try (Connection connection = Deployed.database().getConnection()) {
      TenantWork work = new TenantWork(always(connection));
      List<Stored> every =
          EVERY.list(
              connection,
              row ->
                  new Stored(
                      new Tenant(
                          new TenantId(row.getLong(1)),
                          row.getString(2),
                          row.getBoolean(3),
                          row.getBoolean(4)),
                      new DecisionId(new WalletId(row.getLong(5)), row.getLong(6)),
                      row.getString(7)));

      Map<String, Integer> outcomes = replay(work, every);

      String told = "%d decisions replayed: %s".formatted(every.size(), outcomes);
      reporter.publishEntry(told);
      System.out.println(told);
      assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(every.size());
      assertThat(outcomes).containsKeys("held", "feature_not_in_plan");
    }
  }

  /** Fails on the first that does not lead to its outcome; how many there are of each. */
  private static Map<String, Integer> replay(TenantWork work, List<Stored> every) {
    ExplainDecision explain =
        new ExplainDecision(
            new PostgresCustomers(work, _ -> Instant.now()),
            new PostgresWalletRecords(work, _ -> Instant.now()),
            new VersionsOnce(new PostgresCatalog(work), new HashMap<>()));
    Map<String, Integer> outcomes = new TreeMap<>();
    for (Stored stored : every) {
      Explained again = explain.explain(caller(stored.tenant()), stored.id()).orElseThrow();
      assertThat(again.explanation().decision().outcome())
          .describedAs("%s of %s", stored.id(), stored.tenant().slug())
          .isEqualTo(stored.outcome());
      assertThat(again.isReplayed())
          .describedAs("%s of %s: %s", stored.id(), stored.tenant().slug(), again)
          .isTrue();
      outcomes.merge(stored.outcome(), 1, Integer::sum);
    }
    return outcomes;
  }

  /** Reads each version of a catalogue once. */
  private record VersionsOnce(Catalog read, Map<String, Optional<CatalogDocument>> versions)
      implements Catalog {
    @Override
    public boolean isEmpty(TenantId tenant) {
      return read.isEmpty(tenant);
    }

    @Override
    public CatalogDocument current(TenantId tenant) {
      return read.current(tenant);
    }

    @Override
    public Optional<CatalogDocument> version(TenantId tenant, int version) {
      return versions.computeIfAbsent(
          tenant.value() + "/" + version, _ -> read.version(tenant, version));
    }

    @Override
    public CatalogDocument refresh(TenantId tenant) {
      return read.refresh(tenant);
    }

    @Override
    public CatalogDocument publish(TenantId tenant, CatalogDocument document) {
      return read.publish(tenant, document);
    }

    @Override
    public boolean replace(TenantId tenant, CatalogDocument next, AuditNote note) {
      return read.replace(tenant, next, note);
    }
  }

  /** Gives this connection to whoever asks, and leaves it open. */
  private static DataSource always(Connection connection) {
    Connection open =
        proxy(
            Connection.class,
            (method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(connection, arguments));
    return proxy(
        DataSource.class,
        (method, _) -> {
          if (!method.getName().equals("getConnection")) {
            throw new UnsupportedOperationException(method.getName());
          }
          return open;
        });
  }

  @FunctionalInterface
  private interface Call {
    @Nullable Object of(Method method, @Nullable Object[] arguments)
        throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return call.of(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static Caller caller(Tenant tenant) {
    return new Caller(
        tenant,
        new ApiKey(
            "key_replay",
            tenant.id(),
            "replay",
            Set.of(KeyScope.READ),
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** One that may run and one that may not, so that there is something to decide again. */
  private static void authorize(String feature) throws Exception {
    Deployed.send(
        Deployed.adminRequest("/v1/customers/replayed")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{\"plan\":\"free\"}")));
    Deployed.send(
        Deployed.adminRequest("/v1/authorizations")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"customer\":\"replayed\",\"feature\":\"%s\"}".formatted(feature))));
  }
}
