package dev.saldo.in.rest.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.domain.catalog.CatalogDocument;
import org.junit.jupiter.api.Test;

class CatalogBodiesTest {
  private final CatalogDocument document = StarterCatalog.document(false);

  @Test
  void writesPlansWithTheirAllowance() {
    assertThat(document.plans())
        .map(plan -> PlanBody.from(plan, document.defaultPlan()))
        .extracting(PlanBody::slug, PlanBody::allowance, PlanBody::enforcement, PlanBody::isDefault)
        .contains(tuple("free", "100", "hard", true), tuple("unlimited", "0", "unlimited", false));
  }

  @Test
  void writesPacksWithTheirPrice() {
    assertThat(document.packs())
        .map(PackBody::from)
        .extracting(PackBody::slug, PackBody::credits, pack -> pack.price().amount())
        .contains(tuple("start", "100", "39.70"));
  }

  @Test
  void writesFeaturesWithTheirRolesInOrder() {
    FeatureBody reports =
        document.matrix().features().stream()
            .filter(feature -> feature.slug().equals("legal_reports"))
            .map(feature -> FeatureBody.from(feature, document.matrix().roles()))
            .findFirst()
            .orElseThrow();

    assertThat(reports.category()).isEqualTo("generation");
    assertThat(reports.typical()).isNotNull();
    assertThat(reports.typical().inputTokens()).isEqualTo(1500L);
    assertThat(reports.roles())
        .extracting(FeatureBody.RoleBody::role, FeatureBody.RoleBody::provider)
        .startsWith(tuple("generation", "openai"))
        .contains(tuple("consensus", "anthropic"));
  }

  @Test
  void writesCellsWithTheirLimits() {
    assertThat(document.matrix().cells())
        .map(MatrixCellBody::from)
        .anySatisfy(
            cell -> {
              assertThat(cell.plan()).isEqualTo("free");
              assertThat(cell.profile()).isEqualTo("user");
              assertThat(cell.feature()).isEqualTo("diary_analysis");
              assertThat(cell.model()).isEqualTo("openai/gpt-4o-mini");
              assertThat(cell.dailyLimit()).isEqualTo(3L);
              assertThat(cell.monthlyLimit()).isEqualTo(30L);
            });
  }

  @Test
  void writesProvidersWithTheirStatus() {
    assertThat(document.matrix().providers())
        .map(ProviderBody::from)
        .extracting(ProviderBody::slug, ProviderBody::status)
        .contains(tuple("openai", "active"), tuple("xai", "testing"));
  }
}
