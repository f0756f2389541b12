package dev.saldo.domain.matrix;

import static dev.saldo.domain.matrix.Ask.ask;
import static dev.saldo.domain.matrix.SampleMatrix.A;
import static dev.saldo.domain.matrix.SampleMatrix.B;
import static dev.saldo.domain.matrix.SampleMatrix.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.matrix.Resolution.Resolved;
import dev.saldo.domain.matrix.Resolution.Unresolved;
import dev.saldo.domain.plan.Enforcement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureMatrixTest {
  private final SampleMatrix sample = new SampleMatrix();

  @Test
  void refusesUnknownFeature() {
    assertRefused(Reason.FEATURE_UNKNOWN, ask().feature("nothing"));
    assertTrace(ask().feature("nothing"), "feature_missing:nothing");
  }

  @Test
  void refusesFeatureThatIsSwitchedOff() {
    sample.features.set(0, SampleMatrix.feature("chat", false));

    assertRefused(Reason.FEATURE_UNKNOWN, ask());
    assertTrace(ask(), "feature_inactive:chat");
  }

  @Test
  void ordersByWeightThenCostThenSlug() {
    assertThat(models(ask())).containsExactly(B, C, A);

    sample.roles.set(1, SampleMatrix.role("chat", "b", "0.6"));
    sample.roles.set(2, SampleMatrix.role("chat", "c", "0.60"));
    assertThat(models(ask())).containsExactly(A, B, C);

    sample.providers.set(0, SampleMatrix.provider("a", "9"));
    sample.providers.set(1, SampleMatrix.provider("b", "3.0"));
    assertThat(models(ask())).containsExactly(B, C, A);
  }

  @Test
  void dropsProviderWithoutCellForPlanAndProfile() {
    sample.cells.remove(1);

    assertThat(models(ask())).containsExactly(C, A);
    assertRefused(Reason.FEATURE_NOT_IN_PLAN, ask().plan("premium"));
    assertRefused(Reason.FEATURE_NOT_IN_PLAN, ask().profile("professional"));
    assertTrace(
        ask(),
        "feature_found:chat",
        "role_first:analysis",
        "cell_missing:b",
        "candidate:c",
        "candidate:a");
  }

  @Test
  void dropsCellAndRoleThatAreSwitchedOff() {
    sample.cells.set(1, SampleMatrix.cell("user", "chat", B, false));
    sample.roles.set(2, SampleMatrix.switchedOff(sample.roles.get(2)));

    assertThat(models(ask())).containsExactly(A);
    assertTrace(
        ask(),
        "feature_found:chat",
        "role_first:analysis",
        "cell_inactive:b",
        "role_inactive:c",
        "candidate:a");
  }

  @Test
  void refusesFeatureWithoutRoles() {
    sample.cells.add(SampleMatrix.cell("user", "report", A, true));

    assertRefused(Reason.FEATURE_NOT_IN_PLAN, ask().feature("report"));
  }

  @Test
  void asksForTheFirstRoleUnlessOneIsNamed() {
    sample.roles.add(SampleMatrix.role("chat", "a", "voting", "1"));

    assertThat(resolved(ask()).candidates())
        .extracting(Candidate::role)
        .containsExactly("analysis", "analysis", "analysis");
    assertThat(models(ask().role("voting"))).containsExactly(A);
    assertRefused(Reason.FEATURE_NOT_IN_PLAN, ask().role("consensus"));
  }

  @Test
  void keepsAskingForTheFirstRoleWhenItIsSwitchedOff() {
    sample.roles.replaceAll(SampleMatrix::switchedOff);
    sample.roles.add(SampleMatrix.role("chat", "a", "voting", "1"));

    assertRefused(Reason.FEATURE_NOT_IN_PLAN, ask());
  }

  @Test
  void dropsDisabledProviderForEverybody() {
    sample.setStatus(1, ProviderStatus.DISABLED);
    sample.cells.add(SampleMatrix.cell("admin", "chat", B, true));

    assertThat(models(ask())).containsExactly(C, A);
    assertRefused(Reason.NO_PROVIDER_AVAILABLE, ask().profile("admin"));
    assertThat(resolve(ask()).trace().steps().get(2).code()).isEqualTo("provider_disabled");
  }

  @Test
  void keepsProviderUnderTestForAdminsAndTestersOnly() {
    sample.setStatus(1, ProviderStatus.TESTING);
    sample.cells.add(SampleMatrix.cell("admin", "chat", B, true));

    assertThat(models(ask())).containsExactly(C, A);
    assertThat(models(ask().groups("beta"))).containsExactly(C, A);
    assertThat(models(ask().groups("unheard-of"))).containsExactly(C, A);
    assertThat(models(ask().groups("beta", "testers"))).containsExactly(B, C, A);
    assertThat(models(ask().profile("admin"))).containsExactly(B);
    assertThat(resolve(ask()).trace().steps().get(2).code()).isEqualTo("provider_testing");
  }

  @Test
  void movesProvidersWithOpenCircuitLast() {
    Resolved resolved = resolved(ask().openCircuits("b", "c"));

    assertThat(resolved.candidates()).extracting(Candidate::model).containsExactly(A, B, C);
    assertThat(resolved.candidates())
        .extracting(Candidate::degraded)
        .containsExactly(false, true, true);
    assertTrace(
        ask().openCircuits("b"),
        "feature_found:chat",
        "role_first:analysis",
        "circuit_open:b",
        "candidate:c",
        "candidate:a");
  }

  @Test
  void refusesWhenStatusRemovedEveryProvider() {
    for (int index = 0; index < 3; index++) {
      sample.setStatus(index, ProviderStatus.DISABLED);
    }

    assertRefused(Reason.NO_PROVIDER_AVAILABLE, ask());
  }

  @Test
  void restrictsToTheWantedModel() {
    assertThat(models(ask().model(A))).containsExactly(A);
    assertTrace(
        ask().model(A),
        "feature_found:chat",
        "role_first:analysis",
        "other_model_wanted:b",
        "other_model_wanted:c",
        "candidate:a");
  }

  @Test
  void putsTheWantedModelFirstWhenFallbackIsAllowed() {
    assertThat(models(ask().model(A).allowFallback())).containsExactly(A, B, C);
    assertThat(models(ask().allowFallback())).containsExactly(B, C, A);
  }

  @Test
  void refusesWantedModelThatIsInNoCell() {
    ModelId sameProvider = new ModelId("a", "dearer");

    assertRefused(Reason.MODEL_NOT_ALLOWED, ask().model(sameProvider));
    assertRefused(Reason.MODEL_NOT_ALLOWED, ask().model(sameProvider).allowFallback());
    assertRefused(Reason.FEATURE_NOT_IN_PLAN, ask().plan("premium").model(sameProvider));
  }

  @Test
  void refusesWantedModelWhoseProviderIsDisabled() {
    sample.setStatus(1, ProviderStatus.DISABLED);

    assertRefused(Reason.NO_PROVIDER_AVAILABLE, ask().model(B));
    assertThat(models(ask().model(B).allowFallback())).containsExactly(C, A);
  }

  @Test
  void movesWantedModelBehindTheOthersWhileItsCircuitIsOpen() {
    assertThat(models(ask().model(A).allowFallback().openCircuits("a"))).containsExactly(B, C, A);
    assertThat(models(ask().model(A).openCircuits("a"))).containsExactly(A);
  }

  @Test
  void carriesWhatTheCellSays() {
    sample.cells.set(
        1,
        new MatrixCell(
            "free",
            "user",
            "chat",
            B,
            Optional.of(3L),
            Optional.of(30L),
            Origin.PROMO,
            Optional.of(Enforcement.UNLIMITED),
            true));

    assertThat(resolved(ask()).candidates().getFirst())
        .isEqualTo(
            new Candidate(
                B,
                "Provider b",
                "analysis",
                BigDecimal.ONE,
                Optional.of(3L),
                Optional.of(30L),
                Origin.PROMO,
                Optional.of(Enforcement.UNLIMITED),
                false));
    assertThat(resolved(ask()).candidates().getFirst().dailyCalls()).contains(3L);
    assertThat(resolved(ask()).candidates().getFirst().monthlyCalls()).contains(30L);
    assertThat(resolved(ask()).candidates().getLast().dailyCalls()).isEmpty();
    assertThat(resolved(ask()).candidates().getLast().monthlyCalls()).isEmpty();
  }

  @Test
  void givesTheSameAnswerWhateverTheOrderOfRows() {
    sample.roles.set(0, SampleMatrix.role("chat", "a", "1"));
    sample.roles.set(2, SampleMatrix.role("chat", "c", "1"));
    sample.setStatus(2, ProviderStatus.TESTING);
    List<Ask> questions =
        List.of(ask(), ask().groups("testers"), ask().model(B).allowFallback(), ask().model(C));
    List<Resolution> expected = questions.stream().map(this::resolve).toList();
    long seed = 42;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      sample.shuffle(random);

      assertThat(questions.stream().map(this::resolve).toList())
          .as("seed %s round %s", seed, round)
          .isEqualTo(expected);
    }
  }

  private Resolution resolve(Ask ask) {
    return sample.matrix().resolve(ask.context());
  }

  private Resolved resolved(Ask ask) {
    return (Resolved) resolve(ask);
  }

  private List<ModelId> models(Ask ask) {
    return resolved(ask).candidates().stream().map(Candidate::model).toList();
  }

  private void assertRefused(Reason reason, Ask ask) {
    assertThat(resolve(ask))
        .isInstanceOfSatisfying(
            Unresolved.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
  }

  private void assertTrace(Ask ask, String... steps) {
    assertThat(resolve(ask).trace().steps())
        .extracting(step -> step.code() + ":" + step.subject())
        .containsExactly(steps);
  }
}
