package dev.saldo.application.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.PageRequest;
import dev.saldo.application.UnavailableException;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.AuditLog;
import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.audit.AuditRecord;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.ChangeCatalog.Result;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogProposal;
import dev.saldo.domain.catalog.CatalogProposal.ProposedPlan;
import dev.saldo.domain.catalog.CatalogSettings;
import dev.saldo.domain.plan.Pack;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ChangeCatalogTest {
  private final InMemorySaldo saldo = new InMemorySaldo();
  private final TenantId tenant = saldo.tenant.id();
  private final CatalogDocument before = saldo.catalog.current(tenant);
  private final ChangeCatalog change = new ChangeCatalog(saldo.catalog, saldo.clock);

  @Test
  void storesWhatIsDifferentAsTheNextNumber() {
    Result result =
        change.apply(tenant, _ -> without("pro"), OptionalInt.empty(), false, Untold.audit());

    assertThat(result).isInstanceOf(Result.Applied.class);
    CatalogDocument after = saldo.catalog.refresh(tenant);
    assertThat(result).isEqualTo(new Result.Applied(before, after));
    assertThat(after.version()).isEqualTo(before.version() + 1);
    assertThat(after.packs()).hasSize(before.packs().size() - 1);
  }

  @Test
  void storesNothingWhenNothingIsDifferentOrOnlyTheDifferenceIsAskedFor() {
    assertThat(change.apply(tenant, _ -> same(), OptionalInt.empty(), false, Untold.audit()))
        .isEqualTo(new Result.Applied(before, before));
    assertThat(change.apply(tenant, _ -> without("pro"), OptionalInt.empty(), true, Untold.audit()))
        .isNotEqualTo(new Result.Applied(before, before));

    assertThat(saldo.catalog.refresh(tenant)).isEqualTo(before);
  }

  @Test
  void tellsOfWhatWasStoredAndOfNothingElse() {
    Audit<CatalogDocument> audit =
        Audit.of(Author.COMMAND_LINE, "catalogue", _ -> "own", CatalogDocument::version);
    change.apply(tenant, _ -> same(), OptionalInt.empty(), false, audit);
    change.apply(tenant, _ -> without("pro"), OptionalInt.empty(), true, audit);
    change.apply(tenant, _ -> without("pro"), OptionalInt.of(99), false, audit);
    assertThat(told()).isEmpty();

    change.apply(tenant, _ -> without("pro"), OptionalInt.empty(), false, audit);

    assertThat(told())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.difference().before()).contains(before.version());
              assertThat(record.difference().after()).contains(before.version() + 1);
            });
  }

  private List<AuditRecord> told() {
    return saldo.auditLog.list(tenant, AuditLog.Filter.ALL, PageRequest.first()).data();
  }

  @Test
  void replacesTheOneThatWasMeantAndNoOther() {
    int version = before.version();

    assertThat(
            change.apply(
                tenant, _ -> without("pro"), OptionalInt.of(version + 1), false, Untold.audit()))
        .isEqualTo(new Result.Overtaken(version));
    assertThat(saldo.catalog.refresh(tenant)).isEqualTo(before);
    assertThat(
            change.apply(
                tenant, _ -> without("pro"), OptionalInt.of(version), false, Untold.audit()))
        .isInstanceOf(Result.Applied.class);
  }

  @Test
  void changesNothingWhenADocumentDoesNotHoldTogether() {
    assertThatThrownBy(
            () ->
                change.apply(
                    tenant,
                    _ -> proposal(before.packs(), "gold"),
                    OptionalInt.empty(),
                    false,
                    Untold.audit()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("the default plan names an unknown plan: gold");

    assertThat(saldo.catalog.refresh(tenant)).isEqualTo(before);
  }

  @Test
  void triesAgainWhenAnotherWasFasterAndGivesUpInTheEnd() {
    Catalog alwaysFaster =
        new Catalog() {
          @Override
          public boolean isEmpty(TenantId id) {
            return false;
          }

          @Override
          public CatalogDocument current(TenantId id) {
            return before;
          }

          @Override
          public Optional<CatalogDocument> version(TenantId id, int version) {
            return Optional.empty();
          }

          @Override
          public CatalogDocument refresh(TenantId id) {
            return before;
          }

          @Override
          public CatalogDocument publish(TenantId id, CatalogDocument document) {
            return document;
          }

          @Override
          public boolean replace(TenantId id, CatalogDocument next, AuditNote note) {
            return false;
          }
        };

    assertThatThrownBy(
            () ->
                new ChangeCatalog(alwaysFaster, saldo.clock)
                    .apply(tenant, _ -> without("pro"), OptionalInt.empty(), false, Untold.audit()))
        .isInstanceOf(UnavailableException.class);
  }

  private CatalogProposal same() {
    return proposal(before.packs(), before.defaultPlan());
  }

  private CatalogProposal without(String pack) {
    return proposal(
        before.packs().stream().filter(each -> !each.slug().equals(pack)).toList(),
        before.defaultPlan());
  }

  private CatalogProposal proposal(List<Pack> packs, String defaultPlan) {
    return new CatalogProposal(
        before.matrix(),
        before.limits(),
        before.plans().stream()
            .map(plan -> new ProposedPlan(plan.slug(), OptionalInt.of(plan.version()), _ -> plan))
            .toList(),
        List.of(),
        List.of(),
        before.rates(),
        packs,
        before.profiles(),
        defaultPlan,
        List.of(),
        CatalogSettings.NONE);
  }
}
