package dev.saldo.application.wallet;

import static dev.saldo.application.catalog.SampleOverrides.FROM;
import static dev.saldo.application.catalog.SampleOverrides.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.catalog.SampleOverrides;
import dev.saldo.application.wallet.PreviewOverride.Preview;
import dev.saldo.application.wallet.PreviewOverride.Who;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.catalog.CatalogSettings;
import dev.saldo.domain.catalog.ProposedOverride;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.OverrideSubject;
import dev.saldo.domain.matrix.Resolution;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreviewOverrideTest {
  private final InMemorySaldo saldo =
      new InMemorySaldo(
          new CatalogEdit()
              .group(new Group(GROUP, false))
              .settings(new CatalogSettings(Optional.of(50L), Optional.empty()))
              .document());
  private final PreviewOverride preview =
      new PreviewOverride(saldo.customers, saldo.catalog, saldo.clock);

  @Test
  void countsThoseWhoseCallsChangeAndNobodyElse() {
    Customer all = saldo.put("all", Optional.of("professional"), Set.of(GROUP));
    saldo.user(all, "ana", "user", Set.of());
    saldo.user(all, "root", "admin", Set.of());
    Customer some = saldo.customer("some", "professional");
    saldo.user(some, "bia", "professional", Set.of(GROUP));
    saldo.user(some, "caio", "user", Set.of());
    saldo.put("free", Optional.of("free"), Set.of(GROUP));

    Preview seen = preview(SampleOverrides.secondProvider());

    assertThat(seen.customers()).isEqualTo(2);
    assertThat(seen.users()).isEqualTo(2);
    assertThat(seen.named())
        .containsExactly(who("all", null), who("all", "ana"), who("some", "bia"));
    assertThat(seen.complete()).isTrue();
    assertThat(seen.needsApproval()).isFalse();
    assertThat(seen.at()).isEqualTo(FROM);
    assertThat(origins(seen.examples().getLast().before())).containsExactly(Origin.STANDARD);
    assertThat(origins(seen.examples().getLast().after()))
        .containsExactly(Origin.STANDARD, Origin.PROMO);
    assertThat(saldo.catalog.refresh(saldo.tenant.id()).version()).isEqualTo(1);
  }

  @Test
  void namesAFewAndShowsFewer() {
    for (int i = 0; i < 102; i++) {
      saldo.put("school-" + i, Optional.of("professional"), Set.of(GROUP));
    }

    Preview seen = preview(SampleOverrides.adding(OverrideSubject.ofGroup(GROUP), 51));

    assertThat(seen.customers()).isEqualTo(102);
    assertThat(seen.named()).hasSize(100);
    assertThat(seen.examples()).hasSize(5);
    assertThat(seen.needsApproval()).isTrue();
  }

  @Test
  void looksAtTheOneUserAlsoWhenNothingIsStoredOfIt() {
    saldo.customer("school-42", "professional");

    assertThat(preview(SampleOverrides.secondProviderFor("school-42", "ana")).named())
        .containsExactly(who("school-42", "ana"));
    assertThat(preview(SampleOverrides.secondProviderFor("school-43", "ana")).named()).isEmpty();
  }

  @Test
  void looksAtTheTimeWhenItBegins() {
    saldo.put("school-42", Optional.of("professional"), Set.of(GROUP));
    saldo.clock.set(FROM.minusSeconds(60));

    Preview seen = preview(SampleOverrides.secondProvider());

    assertThat(seen.at()).isEqualTo(FROM);
    assertThat(seen.customers()).isEqualTo(1);
  }

  @Test
  void refusesWhatCouldNotBeMade() {
    assertThatThrownBy(() -> preview(SampleOverrides.adding(OverrideSubject.ofGroup("no"), 1)))
        .isInstanceOf(InvalidValueException.class);
  }

  private Preview preview(ProposedOverride proposed) {
    return preview.preview(saldo.caller, proposed);
  }

  private static Who who(String customer, @Nullable String user) {
    return new Who(new Key(customer), Optional.ofNullable(user).map(Key::new));
  }

  private static List<Origin> origins(Resolution resolution) {
    return ((Resolution.Resolved) resolution).candidates().stream().map(Candidate::origin).toList();
  }
}
