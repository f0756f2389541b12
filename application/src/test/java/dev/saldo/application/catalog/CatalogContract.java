package dev.saldo.application.catalog;

import static dev.saldo.application.Concurrently.inParallel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.audit.Untold;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of catalogues must do. */
public abstract class CatalogContract {
  private static final CatalogDocument LIVE = StarterCatalog.document(false);
  private static final CatalogDocument SANDBOX = StarterCatalog.document(true);

  private Catalog catalog;
  private TenantId tenant;

  /** Another instance over the same documents, which has read nothing yet. */
  protected abstract Catalog newInstance();

  /** A tenant without a catalogue. */
  protected abstract TenantId newTenant();

  @BeforeEach
  void prepare() {
    catalog = newInstance();
    tenant = newTenant();
  }

  @Test
  void beginsEmpty() {
    assertThat(catalog.isEmpty(tenant)).isTrue();
    assertThatThrownBy(() -> catalog.current(tenant)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void givesBackWhatWasPublished() {
    assertThat(catalog.publish(tenant, LIVE)).isEqualTo(LIVE);
    assertThat(catalog.isEmpty(tenant)).isFalse();
    assertThat(catalog.current(tenant)).isEqualTo(LIVE);
    assertThat(newInstance().current(tenant)).isEqualTo(LIVE);
  }

  @Test
  void numbersDocumentsFromOneWhateverTheirNumberWas() {
    assertThat(catalog.publish(tenant, LIVE.withVersion(7)).version()).isEqualTo(1);
    assertThat(catalog.publish(tenant, SANDBOX)).isEqualTo(SANDBOX.withVersion(2));
    assertThat(catalog.current(tenant)).isEqualTo(SANDBOX.withVersion(2));
    assertThat(catalog.publish(tenant, LIVE).version()).isEqualTo(3);
  }

  @Test
  void learnsByReadingAgainWhatAnotherInstancePublished() {
    catalog.publish(tenant, LIVE);
    Catalog other = newInstance();
    other.current(tenant);
    catalog.publish(tenant, SANDBOX);
    assertThat(other.refresh(tenant)).isEqualTo(SANDBOX.withVersion(2));
    assertThat(other.current(tenant)).isEqualTo(SANDBOX.withVersion(2));
  }

  @Test
  void replacesTheCurrentOneAndNoOther() {
    catalog.publish(tenant, LIVE);

    assertThat(catalog.replace(tenant, SANDBOX.withVersion(3), Untold.note())).isFalse();
    assertThat(catalog.replace(tenant, SANDBOX.withVersion(1), Untold.note())).isFalse();
    assertThat(catalog.refresh(tenant)).isEqualTo(LIVE);
    assertThat(catalog.replace(tenant, SANDBOX.withVersion(2), Untold.note())).isTrue();
    assertThat(catalog.current(tenant)).isEqualTo(SANDBOX.withVersion(2));
    assertThat(newInstance().refresh(tenant)).isEqualTo(SANDBOX.withVersion(2));
    assertThat(catalog.replace(newTenant(), LIVE.withVersion(2), Untold.note())).isFalse();
    for (Catalog instance : List.of(catalog, newInstance())) {
      assertThat(instance.version(tenant, 1)).contains(LIVE);
      assertThat(instance.version(tenant, 2)).contains(SANDBOX.withVersion(2));
      assertThat(instance.version(tenant, 3)).isEmpty();
      assertThat(instance.version(newTenant(), 1)).isEmpty();
    }
  }

  @Test
  void isReplacedByOneOfSeveralAtOnce() throws Exception {
    catalog.publish(tenant, LIVE);

    List<Boolean> replaced =
        inParallel(6, () -> newInstance().replace(tenant, SANDBOX.withVersion(2), Untold.note()));

    assertThat(replaced).containsOnlyOnce(true);
    assertThat(catalog.refresh(tenant).version()).isEqualTo(2);
  }

  @Test
  void keepsTenantsApart() {
    catalog.publish(tenant, LIVE);
    TenantId other = newTenant();
    assertThat(catalog.isEmpty(other)).isTrue();
    catalog.publish(other, SANDBOX);
    assertThat(catalog.refresh(tenant)).isEqualTo(LIVE);
    assertThat(catalog.refresh(other)).isEqualTo(SANDBOX);
  }

  @Test
  void givesEveryPublisherANumberOfItsOwn() throws Exception {
    int publishers = 6;
    List<Integer> numbers =
        inParallel(publishers, () -> newInstance().publish(tenant, LIVE).version());
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, publishers).boxed().toList());
    assertThat(catalog.refresh(tenant).version()).isEqualTo(publishers);
  }
}
