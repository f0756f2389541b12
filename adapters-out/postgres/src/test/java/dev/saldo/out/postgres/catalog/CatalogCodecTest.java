package dev.saldo.out.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.domain.catalog.CatalogDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogCodecTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsTheStarterCatalogueBack(boolean test) {
    CatalogDocument document = StarterCatalog.document(test);
    String json = CatalogCodec.write(document);
    assertThat(CatalogCodec.read(json)).isEqualTo(document);
  }
}
