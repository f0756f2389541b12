package dev.saldo.in.rest.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.saldo.application.catalog.StarterCatalog;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogSectionTest {
  private final CatalogBody starter = CatalogBody.from(StarterCatalog.document(false));

  @Test
  void tellsEveryRowFromTheOthers() {
    for (CatalogSection<?> section : CatalogSection.ALL) {
      List<String> names = names(section);

      assertThat(names).as(section.member()).doesNotHaveDuplicates();
      for (int i = 0; i < names.size(); i++) {
        assertThat(section.indexOf(starter, names.get(i))).isEqualTo(i);
      }
    }
  }

  @Test
  void declaresEveryMemberOfTheDocument() {
    List<String> members =
        Arrays.stream(CatalogBody.class.getRecordComponents())
            .map(RecordComponent::getName)
            .map(PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE::translate)
            .toList();

    assertThat(CatalogSection.ALL)
        .extracting(CatalogSection::member)
        .containsExactlyInAnyOrderElementsOf(members);
  }

  @Test
  void namesRowsByTheirKeys() {
    assertThat(names(CatalogSection.MATRIX)).contains("free/user/diary_analysis/openai");
    assertThat(names(CatalogSection.ROLES)).contains("legal_reports/consensus/anthropic");
    assertThat(names(CatalogSection.PLANS)).contains("free/1");
    assertThat(names(CatalogSection.PRICES)).containsExactly("1");
    assertThat(CatalogSection.PLANS.of(starter))
        .extracting(CatalogPlan::slug, CatalogPlan::allowance, CatalogPlan::enforcement)
        .contains(tuple("free", "100", "hard"), tuple("unlimited", "0", "unlimited"));
  }

  @Test
  void replacesARowInItsPlaceAndAddsANewOneAsTheLast() {
    CatalogGroup beta = new CatalogGroup("beta", false);
    CatalogGroup vip = new CatalogGroup("vip", true);

    CatalogBody two = CatalogSection.GROUPS.with(CatalogSection.GROUPS.with(starter, beta), vip);
    CatalogBody tested = CatalogSection.GROUPS.with(two, new CatalogGroup("beta", true));

    assertThat(two.groups()).containsExactly(beta, vip);
    assertThat(tested.groups()).containsExactly(new CatalogGroup("beta", true), vip);
    assertThat(CatalogSection.GROUPS.without(tested, "beta").groups()).containsExactly(vip);
    assertThat(tested.matrix()).isEqualTo(starter.matrix());
  }

  private <T> List<String> names(CatalogSection<T> section) {
    return new ArrayList<>(section.of(starter).stream().map(section.name()).toList());
  }
}
