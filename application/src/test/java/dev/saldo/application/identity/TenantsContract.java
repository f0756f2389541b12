package dev.saldo.application.identity;

import static dev.saldo.application.Concurrently.inParallel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.identity.Tenant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store of tenants must do. */
public abstract class TenantsContract {
  private final String slug = "tenant-" + UUID.randomUUID();

  /** The tenants; others than those of a test may be there. */
  protected abstract Tenants tenants();

  @Test
  void addsATenant() {
    Tenants tenants = tenants();
    Tenant added = tenants.add(slug, true);
    assertThat(added.slug()).isEqualTo(slug);
    assertThat(added.test()).isTrue();
    assertThat(added.active()).isTrue();
    assertThat(tenants.find(slug)).contains(added);
  }

  @Test
  void leavesATenantThatIsThereAsItIs() {
    Tenants tenants = tenants();
    Tenant first = tenants.add(slug, true);
    assertThat(tenants.add(slug, false)).isEqualTo(first);
  }

  @Test
  void givesEveryTenantAnIdOfItsOwn() {
    Tenants tenants = tenants();
    assertThat(tenants.add(slug, false).id()).isNotEqualTo(tenants.add(slug + "-b", false).id());
  }

  @Test
  void addsOneTenantForManyAtOnce() throws Exception {
    Tenants tenants = tenants();
    List<Tenant> added = inParallel(8, () -> tenants.add(slug, false));
    assertThat(added).containsOnly(tenants.find(slug).orElseThrow());
  }

  @Test
  void findsNoTenantOfAnUnknownSlug() {
    assertThat(tenants().find(slug)).isEmpty();
  }
}
