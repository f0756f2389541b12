package dev.saldo.application.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.InMemoryAuditLog;
import dev.saldo.application.catalog.EmptyCatalog;
import dev.saldo.application.catalog.InMemoryCatalog;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.application.identity.CreateTenant.Result;
import dev.saldo.application.wallet.InMemoryLedger;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.identity.KeyScope;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreateTenantTest {
  private final ManualClock clock = new ManualClock(Samples.START);
  private final InMemoryTenants tenants = new InMemoryTenants();
  private final InMemoryAuditLog auditLog = new InMemoryAuditLog();
  private final InMemoryApiKeys keys = new InMemoryApiKeys(tenants, auditLog);
  private final InMemoryCatalog catalog = new InMemoryCatalog(new InMemoryLedger(clock, clock));
  private final SeededSecrets secrets = new SeededSecrets();
  private final CreateTenant create =
      new CreateTenant(tenants, catalog, keys, new IssueApiKey(keys, secrets, clock));

  @Test
  void givesATenantACatalogueAndAnAdminKey() {
    Result.Created school = created("school", true, false);

    assertThat(school.tenant().test()).isTrue();
    assertThat(catalog.current(school.tenant().id())).isEqualTo(StarterCatalog.document(true));
    assertThat(
            new Authenticate(keys, clock)
                .authenticate(school.adminKey().value())
                .orElseThrow()
                .key()
                .allows(KeyScope.ADMIN))
        .isTrue();
    assertThat(school.adminKey().isTest()).isTrue();
  }

  @Test
  void tellsOfTheTenantAndItsKeyButNotOfTheSecret() {
    Result.Created school = created("school", true, false);

    List<AuditRecord> records =
        auditLog.list(school.tenant().id(), AuditLog.Filter.ALL, PageRequest.first()).data();
    assertThat(records)
        .extracting(told -> told.difference().kind() + " " + told.author().actor())
        .containsExactlyInAnyOrder("tenant cli", "api_key cli");
    assertThat(records.toString()).doesNotContain(school.adminKey().value());
    create.create("school", true, false, Author.COMMAND_LINE);
    assertThat(auditLog.list(school.tenant().id(), AuditLog.Filter.ALL, PageRequest.first()).data())
        .isEqualTo(records);
  }

  @Test
  void beginsWithNothingToOfferWhenAskedTo() {
    assertThat(catalog.current(created("own", false, true).tenant().id()))
        .isEqualTo(EmptyCatalog.document());
  }

  @Test
  void leavesATenantAloneThatIsThere() {
    created("school", true, false);

    assertThat(create.create("school", true, false, Author.COMMAND_LINE))
        .isEqualTo(new Result.Taken());
    tenants.add("half", true);
    assertThat(create.create("half", false, false, Author.COMMAND_LINE))
        .isEqualTo(new Result.Taken());
  }

  @Test
  void completesATenantThatHasNoKeyYet() {
    tenants.add("half", true);

    assertThat(created("half", true, true).tenant()).isEqualTo(tenants.find("half").orElseThrow());
  }

  @Test
  void refusesAnUnusableSlug() {
    assertThatThrownBy(() -> create.create("Not a slug", true, false, Author.COMMAND_LINE))
        .isInstanceOf(InvalidValueException.class);
  }

  private Result.Created created(String slug, boolean test, boolean empty) {
    return (Result.Created) create.create(slug, test, empty, Author.COMMAND_LINE);
  }
}
