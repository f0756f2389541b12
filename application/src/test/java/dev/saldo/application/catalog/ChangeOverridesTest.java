package dev.saldo.application.catalog;

import static dev.saldo.application.catalog.SampleOverrides.FROM;
import static dev.saldo.application.catalog.SampleOverrides.GROUP;
import static dev.saldo.application.catalog.SampleOverrides.TO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
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
  private final Editor maker = new Editor(tenant, "key_one");
  private final Editor other = new Editor(tenant, "key_two");
  private final ChangeOverrides change =
      new ChangeOverrides(new ChangeCatalog(saldo.catalog, saldo.clock), saldo.clock);

  @Test
  void makesAnOverrideThatAppliesWhenItIsSmall() {
    Changed made = changed(change.create(maker, small(), WHICHEVER));

    assertThat(made.isNew()).isTrue();
    assertThat(made.version()).isEqualTo(2);
    assertThat(stored()).isEqualTo(made.override());
    assertThat(stored().orElseThrow().signOff())
        .isEqualTo(
            new SignOff(saldo.clock.instant(), "key_one", Optional.empty(), Status.APPROVED));
  }

  @Test
  void leavesTheSameOverrideAsItIsAndAnotherOfItsNameAlone() {
    change.create(maker, small(), WHICHEVER);
    Optional<MatrixOverride> first = stored();
    saldo.clock.set(FROM.plusSeconds(9));

    assertThat(change.create(other, small(), WHICHEVER)).isEqualTo(new Changed(first, 2, false));
    assertThat(change.create(maker, large(), WHICHEVER)).isEqualTo(new Result.NameTaken());
    assertThat(stored()).isEqualTo(first);
  }

  @Test
  void waitsForASecondKeyWhenItIsLarge() {
    change.create(maker, large(), WHICHEVER);
    assertThat(status()).isEqualTo(Status.PENDING_APPROVAL);

    assertThat(change.approve(maker, "diary", WHICHEVER)).isEqualTo(new Result.OwnOverride());
    assertThat(change.reject(maker, "diary", WHICHEVER)).isEqualTo(new Result.OwnOverride());
    assertThat(status()).isEqualTo(Status.PENDING_APPROVAL);

    Changed approved = changed(change.approve(other, "diary", WHICHEVER));
    assertThat(approved.version()).isEqualTo(3);
    assertThat(stored().orElseThrow().signOff().decidedBy()).contains("key_two");
    assertThat(status()).isEqualTo(Status.APPROVED);
    assertThat(changed(change.approve(other, "diary", WHICHEVER)).version()).isEqualTo(3);
    assertThat(change.reject(other, "diary", WHICHEVER))
        .isEqualTo(new Result.DecidedBefore(Status.APPROVED));
  }

  @Test
  void isLargeWhenItHasNoLimit() {
    OverrideEffect.Add limited = (OverrideEffect.Add) small().effect();
    change.create(
        maker,
        SampleOverrides.proposed(
            small().subject(),
            "anthropic",
            new OverrideEffect.Add(
                limited.role(),
                limited.weight(),
                limited.model(),
                Optional.empty(),
                limited.monthlyCalls())),
        WHICHEVER);

    assertThat(status()).isEqualTo(Status.PENDING_APPROVAL);
  }

  @Test
  void neverAppliesOnceItIsRejected() {
    change.create(maker, large(), WHICHEVER);

    change.reject(other, "diary", WHICHEVER);

    assertThat(status()).isEqualTo(Status.REJECTED);
    assertThat(change.approve(other, "diary", WHICHEVER))
        .isEqualTo(new Result.DecidedBefore(Status.REJECTED));
  }

  @Test
  void endsNowWhatHasBegun() {
    change.create(maker, small(), WHICHEVER);
    saldo.clock.set(FROM.plusSeconds(60));

    Changed ended = changed(change.end(maker, "diary", WHICHEVER));

    assertThat(ended.override().orElseThrow().effectiveTo()).contains(FROM.plusSeconds(60));
    assertThat(ended.override().orElseThrow().isEffectiveAt(FROM.plusSeconds(60))).isFalse();
    saldo.clock.set(FROM.plusSeconds(90));
    assertThat(changed(change.end(maker, "diary", WHICHEVER)).version()).isEqualTo(3);
  }

  @Test
  void removesWhatHasNotApplied() {
    saldo.clock.set(FROM);
    change.create(maker, small(), WHICHEVER);
    assertThat(changed(change.end(maker, "diary", WHICHEVER)).override()).isEmpty();
    assertThat(stored()).isEmpty();

    change.create(maker, large(), WHICHEVER);
    saldo.clock.set(TO.minusSeconds(1));
    assertThat(changed(change.end(maker, "diary", WHICHEVER)).override()).isEmpty();
  }

  @Test
  void knowsOnlyWhatIsThere() {
    assertThat(change.end(maker, "diary", WHICHEVER)).isEqualTo(new Result.Unknown());
    assertThat(change.approve(maker, "diary", WHICHEVER)).isEqualTo(new Result.Unknown());
    assertThat(change.reject(maker, "diary", WHICHEVER)).isEqualTo(new Result.Unknown());
    assertThat(change.create(maker, small(), OptionalInt.of(7))).isEqualTo(new Result.Overtaken(1));
  }

  @Test
  void refusesWhatNamesAGroupThatIsNotThere() {
    assertThatThrownBy(
            () ->
                change.create(
                    maker, SampleOverrides.adding(OverrideSubject.ofGroup("nobody"), 1), WHICHEVER))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("override diary names an unknown group: nobody");
    assertThat(saldo.catalog.refresh(tenant).version()).isEqualTo(1);
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
