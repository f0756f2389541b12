package dev.saldo.domain.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.pricing.TokenUsage;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeatureMatrixRowsTest {
  @Test
  void refusesTwoRowsOfTheSameKey() {
    assertRefused(
        "two rows for provider a", rows -> rows.providers.add(SampleMatrix.provider("a", "5")));
    assertRefused(
        "two rows for feature chat",
        rows -> rows.features.add(SampleMatrix.feature("chat", false)));
    assertRefused("two rows for group beta", rows -> rows.groups.add(new Group("beta", true)));
    assertRefused(
        "two rows for role assignment chat/analysis/a",
        rows -> rows.roles.add(SampleMatrix.role("chat", "a", "2")));
    assertRefused(
        "two rows for matrix cell free/user/chat/a",
        rows -> rows.cells.add(SampleMatrix.cell(new ModelId("a", "another"))));
  }

  @Test
  void refusesRowsThatNameWhatIsNotThere() {
    assertRefused(
        "role assignment chat/analysis/z names an unknown provider: z",
        rows -> rows.roles.add(SampleMatrix.role("chat", "z", "1")));
    assertRefused(
        "role assignment poem/analysis/a names an unknown feature: poem",
        rows -> rows.roles.add(SampleMatrix.role("poem", "a", "1")));
    assertRefused(
        "matrix cell free/user/chat/z names an unknown provider: z",
        rows -> rows.cells.add(SampleMatrix.cell(new ModelId("z", "one"))));
    assertRefused(
        "matrix cell free/user/poem/a names an unknown feature: poem",
        rows -> rows.cells.add(SampleMatrix.cell("user", "poem", SampleMatrix.A, true)));
  }

  @Test
  void showsItsRowsInTheOrderInWhichTheyWereGiven() {
    SampleMatrix rows = new SampleMatrix();
    FeatureMatrix matrix = rows.matrix();

    assertThat(matrix.providers()).isEqualTo(rows.providers);
    assertThat(matrix.features()).isEqualTo(rows.features);
    assertThat(matrix.roles()).isEqualTo(rows.roles);
    assertThat(matrix.cells()).isEqualTo(rows.cells);
    assertThat(matrix.groups()).isEqualTo(rows.groups);
  }

  @Test
  void isEqualByContent() {
    SampleMatrix changed = new SampleMatrix();
    changed.cells.removeFirst();

    assertThat(new SampleMatrix().matrix())
        .isEqualTo(new SampleMatrix().matrix())
        .hasSameHashCodeAs(new SampleMatrix().matrix())
        .isNotEqualTo(changed.matrix());
  }

  @Test
  void estimatesByHoldSizeElseTypicalUsage() {
    Optional<TokenUsage> typical = Optional.of(TokenUsage.ofTokens(1_500, 800));
    Optional<TokenUsage> hold = Optional.of(TokenUsage.ofTokens(4_000, 2_000));

    assertThat(sized(typical, hold).estimate()).isEqualTo(hold);
    assertThat(sized(typical, Optional.empty()).estimate()).isEqualTo(typical);
    assertThat(sized(Optional.empty(), Optional.empty()).estimate()).isEmpty();
  }

  @Test
  void refusesProviderWithForeignDefaultModelOrMalformedKeyVariable() {
    assertThatThrownBy(() -> provider(Optional.of("not a name"), Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("environment variable");
    assertThatThrownBy(() -> provider(Optional.empty(), Optional.of(SampleMatrix.B)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("the default model of provider a must be one of its own");
    assertThat(provider(Optional.of("A_KEY"), Optional.of(SampleMatrix.A)).relativeCost())
        .isEqualTo(BigDecimal.ONE);
  }

  @Test
  void refusesRowsThatMakeNoSense() {
    assertInvalid(() -> SampleMatrix.feature("chat", " ", true), "feature chat must have a name");
    assertInvalid(() -> SampleMatrix.role("chat", "a", "-0.1"), "a weight must not be negative");
    assertThat(SampleMatrix.role("chat", "a", "0").weight()).isZero();
    assertInvalid(() -> cell(Optional.of(-1L), Optional.empty()), "a limit must not be negative");
    assertInvalid(() -> cell(Optional.empty(), Optional.of(-1L)), "a limit must not be negative");
    assertThat(cell(Optional.of(0L), Optional.of(0L)).dailyCalls()).contains(0L);
  }

  private static void assertInvalid(ThrowingCallable make, String message) {
    assertThatThrownBy(make).isInstanceOf(InvalidValueException.class).hasMessage(message);
  }

  private static MatrixCell cell(Optional<Long> daily, Optional<Long> monthly) {
    return new MatrixCell(
        "free",
        "user",
        "chat",
        SampleMatrix.A,
        daily,
        monthly,
        Origin.STANDARD,
        Optional.empty(),
        true);
  }

  private static void assertRefused(String message, Consumer<SampleMatrix> change) {
    SampleMatrix rows = new SampleMatrix();
    change.accept(rows);
    assertThatThrownBy(rows::matrix).isInstanceOf(InvalidValueException.class).hasMessage(message);
  }

  private static Feature sized(Optional<TokenUsage> typical, Optional<TokenUsage> hold) {
    return new Feature(
        "chat", "Chat", FeatureCategory.CHAT, typical, hold, FeatureBilling.OWN, true);
  }

  private static Provider provider(Optional<String> keyVariable, Optional<ModelId> defaultModel) {
    return new Provider(
        "a",
        "Provider a",
        ProviderStatus.ACTIVE,
        new BigDecimal("1.0"),
        "sandbox",
        Optional.empty(),
        keyVariable,
        defaultModel);
  }
}
