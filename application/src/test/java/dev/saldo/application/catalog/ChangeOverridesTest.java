package dev.saldo.application.catalog;

import static dev.saldo.application.catalog.SampleOverrides.FROM;
import static dev.saldo.application.catalog.SampleOverrides.GROUP;
import static dev.saldo.application.catalog.SampleOverrides.TO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.Author;
import dev.saldo.application.catalog.ChangeOverrides.Result;
import dev.saldo.application.catalog.ChangeOverrides.Result.Changed;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogSettings;
import dev.saldo.domain.catalog.ProposedOverride;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.OverrideSubject;
import dev.saldo.domain.matrix.SignOff;
import dev.saldo.domain.matrix.SignOff.Status;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ChangeOverridesTest {
  private static final OptionalInt WHICHEVER = OptionalInt.empty();

  private final InMemorySaldo saldo =
      new InMemorySaldo(
          new CatalogEdit()
              .group(new Group(GROUP, false))
              .settings(new CatalogSettings(Optional.of(50L), Optional.empty()))
              .document());
  private final TenantId tenant = saldo.tenant.id();
  private final Audit<CatalogDocument> maker = by("key_one");
  private final Audit<CatalogDocument> other = by("key_two");
  private final ChangeOverrides change =
      new ChangeOverrides(new ChangeCatalog(saldo.catalog, saldo.clock), saldo.clock);

  @Test
  void makesAnOverrideThatAppliesWhenItIsSmall() {
    Changed made = changed(change.create(tenant, small(), WHICHEVER, maker));

    assertThat(made.isNew()).isTrue();
    assertThat(made.version()).isEqualTo(2);
    assertThat(stored()).isEqualTo(made.override());
    assertThat(stored().orElseThrow().signOff())
        .isEqualTo(
            new SignOff(saldo.clock.instant(), "key_one", Optional.empty(), Status.APPROVED));
  }

  @Test
  void leavesTheSameOverrideAsItIsAndAnotherOfItsNameAlone() {
    change.create(tenant, small(), WHICHEVER, maker);
    Optional<MatrixOverride> first = stored();
    saldo.clock.set(FROM.plusSeconds(9));

    assertThat(change.create(tenant, small(), WHICHEVER, other))
        .isEqualTo(new Changed(first, 2, false));
    assertThat(change.create(tenant, large(), WHICHEVER, maker)).isEqualTo(new Result.NameTaken());
    assertThat(stored()).isEqualTo(first);
  }

  @Test
  void waitsForASecondKeyWhenItIsLarge() {
    change.create(tenant, large(), WHICHEVER, maker);
    assertThat(status()).isEqualTo(Status.PENDING_APPROVAL);

    assertThat(change.approve(tenant, "diary", WHICHEVER, maker))
        .isEqualTo(new Result.OwnOverride());
    assertThat(change.reject(tenant, "diary", WHICHEVER, maker))
        .isEqualTo(new Result.OwnOverride());
    assertThat(status()).isEqualTo(Status.PENDING_APPROVAL);

    Changed approved = changed(change.approve(tenant, "diary", WHICHEVER, other));
    assertThat(approved.version()).isEqualTo(3);
    assertThat(stored().orElseThrow().signOff().decidedBy()).contains("key_two");
    assertThat(status()).isEqualTo(Status.APPROVED);
    assertThat(changed(change.approve(tenant, "diary", WHICHEVER, other)).version()).isEqualTo(3);
    assertThat(change.reject(tenant, "diary", WHICHEVER, other))
        .isEqualTo(new Result.DecidedBefore(Status.APPROVED));
  }

  @Test
  void isLargeWhenItHasNoLimit() {
    OverrideEffect.Add limited = (OverrideEffect.Add) small().effect();
    change.create(
        tenant,
        SampleOverrides.proposed(
            small().subject(),
            "anthropic",
            new OverrideEffect.Add(
                limited.role(),
                limited.weight(),
                limited.model(),
                Optional.empty(),
                limited.monthlyCalls())),
        WHICHEVER,
        maker);

    assertThat(status()).isEqualTo(Status.PENDING_APPROVAL);
  }

  @Test
  void neverAppliesOnceItIsRejected() {
    change.create(tenant, large(), WHICHEVER, maker);

    change.reject(tenant, "diary", WHICHEVER, other);

    assertThat(status()).isEqualTo(Status.REJECTED);
    assertThat(change.approve(tenant, "diary", WHICHEVER, other))
        .isEqualTo(new Result.DecidedBefore(Status.REJECTED));
  }

  @Test
  void endsNowWhatHasBegun() {
    change.create(tenant, small(), WHICHEVER, maker);
    saldo.clock.set(FROM.plusSeconds(60));

    Changed ended = changed(change.end(tenant, "diary", WHICHEVER, maker));

    assertThat(ended.override().orElseThrow().effectiveTo()).contains(FROM.plusSeconds(60));
    assertThat(ended.override().orElseThrow().isEffectiveAt(FROM.plusSeconds(60))).isFalse();
    saldo.clock.set(FROM.plusSeconds(90));
    assertThat(changed(change.end(tenant, "diary", WHICHEVER, maker)).version()).isEqualTo(3);
  }

  @Test
  void removesWhatHasNotApplied() {
    saldo.clock.set(FROM);
    change.create(tenant, small(), WHICHEVER, maker);
    assertThat(changed(change.end(tenant, "diary", WHICHEVER, maker)).override()).isEmpty();
    assertThat(stored()).isEmpty();

    change.create(tenant, large(), WHICHEVER, maker);
    saldo.clock.set(TO.minusSeconds(1));
    assertThat(changed(change.end(tenant, "diary", WHICHEVER, maker)).override()).isEmpty();
  }

  @Test
  void knowsOnlyWhatIsThere() {
    assertThat(change.end(tenant, "diary", WHICHEVER, maker)).isEqualTo(new Result.Unknown());
    assertThat(change.approve(tenant, "diary", WHICHEVER, maker)).isEqualTo(new Result.Unknown());
    assertThat(change.reject(tenant, "diary", WHICHEVER, maker)).isEqualTo(new Result.Unknown());
    assertThat(change.create(tenant, small(), OptionalInt.of(7), maker))
        .isEqualTo(new Result.Overtaken(1));
  }

  @Test
  void refusesWhatNamesAGroupThatIsNotThere() {
    assertThatThrownBy(
            () ->
                change.create(
                    tenant,
                    SampleOverrides.adding(OverrideSubject.ofGroup("nobody"), 1),
                    WHICHEVER,
                    maker))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("override diary names an unknown group: nobody");
    assertThat(saldo.catalog.refresh(tenant).version()).isEqualTo(1);
  }

  private static Audit<CatalogDocument> by(String key) {
    return new Audit<>(new Author(key, key, Optional.empty()), (_, _) -> List.of());
  }

  private static ProposedOverride small() {
    return SampleOverrides.secondProvider();
  }

  private static ProposedOverride large() {
    return SampleOverrides.adding(OverrideSubject.ofGroup(GROUP), 51);
  }

  private static Changed changed(Result result) {
    return (Changed) result;
  }

  private Optional<MatrixOverride> stored() {
    CatalogDocument document = saldo.catalog.refresh(tenant);
    return document.matrix().override("diary");
  }

  private Status status() {
    return stored().orElseThrow().signOff().status();
  }
}
