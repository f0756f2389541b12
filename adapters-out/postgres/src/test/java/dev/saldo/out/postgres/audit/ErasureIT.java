package dev.saldo.out.postgres.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Action;
import dev.saldo.application.audit.AuditLog.Filter;
import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Difference;
import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.identity.Tenant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;
import dev.saldo.out.postgres.wallet.PostgresCustomers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person may be known by leaves the audit log when its owner says so. */
class ErasureIT {
  private static final String SECRET = "Ana Souza";
  private static final Author WHO =
      new Author("key_bia", "Bia", Optional.of("asked for by " + SECRET));

  private final TenantWork work = new TenantWork(TestDatabase.get().app());
  private final Tenant tenant = TestDatabase.get().newTenant(false);
  private final PostgresAuditLog log = new PostgresAuditLog(work);
  private final WalletId wallet = Samples.newWallet();

  @BeforeEach
  void tell() {
    new PostgresCustomers(work, new ManualClock(Samples.START))
        .add(
            tenant.id(),
            new Customer(
                new Key("school"),
                wallet,
                Optional.of(SECRET),
                Set.of(),
                Map.of(),
                Samples.START,
                true));
    tell("customer", "school");
    tell("customer", "schoolyard");
    tell("user", "school/ana");
    tell("user", "school/bia");
    tell("plan_change", "school");
    tell("adjustment", "school");
    tell("wallet", "school");
    tell("wallet", "schoolyard");
    tell("grant", new GrantId(wallet, 7).toString());
    tell("grant", new GrantId(Samples.newWallet(), 7).toString());
    tell("authorization", new HoldId(wallet, 8).toString());
    tell("authorization", new HoldId(Samples.newWallet(), 8).toString());
  }

  @Test
  void takesNameMetadataAndReasonsFromTheRecordsOfACustomer() {
    assertThat(erase("customer", "school")).isEqualTo(8);

    List<AuditRecord> records = records();
    AuditRecord erasure = records.getFirst();
    assertThat(erasure.difference().action()).isEqualTo(Action.ERASED);
    assertThat(erasure.difference().kind()).isEqualTo("customer");
    assertThat(erasure.difference().key()).isEqualTo("school");
    assertThat(erasure.difference().after()).contains(Map.of("records", 8));
    assertThat(erasure.author())
        .isEqualTo(new Author("database", "saldo_owner", Optional.of("request 12")));
    assertThat(records)
        .filteredOn(told -> told.toString().contains(SECRET))
        .extracting(told -> told.difference().kind() + " " + told.difference().key())
        .hasSize(4)
        .contains("customer schoolyard", "wallet schoolyard")
        .doesNotContain("grant " + new GrantId(wallet, 7))
        .doesNotContain("authorization " + new HoldId(wallet, 8));
    assertThat(records.getLast().difference().after().orElseThrow().toString())
        .isEqualTo(
            "{key=school, plan=free, customer=school, user=ana, name=(erased), metadata={},"
                + " groups=[beta]}");
    assertThat(records.getLast().difference().before()).isEmpty();
    assertThat(records.getLast().author().reason()).contains("(erased)");
  }

  @Test
  void takesThemFromTheRecordsOfOneUser() {
    assertThat(erase("user", "school/ana")).isEqualTo(3);

    assertThat(records()).filteredOn(told -> told.toString().contains(SECRET)).hasSize(9);
    assertThat(erase("user", "school/bia")).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> erase("customer", "nobody"))
        .hasStackTraceContaining("has no records of customer nobody");
    assertThatThrownBy(() -> erase("provider", "openai"))
        .hasStackTraceContaining("kind must be customer or user");
    assertThat(records()).hasSize(12);
  }

  private long erase(String kind, String key) {
    return TestDatabase.get()
        .<Long>asOwner(
            owner ->
                Sql.of(
                        "select erase_from_audit_log(?, ?, ?, 'request 12') as n",
                        tenant.slug(),
                        kind,
                        key)
                    .first(owner, row -> row.getLong("n"))
                    .orElseThrow());
  }

  private void tell(String kind, String key) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("key", key);
    body.put("plan", "free");
    body.put("customer", "school");
    body.put("user", "ana");
    body.put("name", SECRET);
    body.put("metadata", Map.of("person", SECRET));
    body.put("groups", List.of("beta"));
    Difference created =
        new Difference(kind, key, Action.CREATED, Optional.empty(), Optional.of(body));
    work.inTenant(
        tenant.id(),
        connection -> {
          AuditRows.insert(connection, tenant.id(), new AuditNote(WHO, List.of(created)));
          return created;
        });
  }

  private List<AuditRecord> records() {
    return log.list(tenant.id(), Filter.ALL, PageRequest.first()).data();
  }
}
