package dev.saldo.domain.matrix;

import static dev.saldo.domain.matrix.Ask.ask;
import static dev.saldo.domain.matrix.SampleMatrix.A;
import static dev.saldo.domain.matrix.SampleMatrix.B;
import static dev.saldo.domain.matrix.SampleMatrix.C;
import static dev.saldo.domain.matrix.SampleOverride.FROM;
import static dev.saldo.domain.matrix.SampleOverride.TO;
import static dev.saldo.domain.matrix.SampleOverride.adds;
import static dev.saldo.domain.matrix.SampleOverride.excludes;
import static dev.saldo.domain.matrix.SampleOverride.replaces;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.matrix.Resolution.Resolved;
import dev.saldo.domain.matrix.Resolution.Unresolved;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
  private static final ModelId OTHER = new ModelId("a", "other");
  private static final String SLUG =
      "must be 1 to 63 lower-case letters, digits, underscores or hyphens";
  private static final Duration MICRO = Duration.ofNanos(1_000);

  private final SampleMatrix sample = new SampleMatrix();

  @Test
  void addsAProviderThatThePlanDoesNotHave() {
    sample.cells.remove(2);
    override(adds("more", C, "0.9"));

    Candidate added = candidates(beta()).get(1);
    assertThat(models(beta())).containsExactly(B, C, A);
    assertThat(added.role()).isEqualTo("analysis");
    assertThat(added.weight()).isEqualTo(new BigDecimal("0.9"));
    assertThat(added.dailyCalls()).contains(10L);
    assertThat(added.monthlyCalls()).contains(200L);
    assertThat(added.origin()).isEqualTo(Origin.PROMO);
    assertThat(added.providerName()).isEqualTo("Provider c");
    assertThat(models(ask())).containsExactly(B, A);
  }

  @Test
  void addsAProviderThatHasNoRoleAndWhereThePlanOffersNothing() {
    sample.cells.clear();
    sample.roles.remove(2);
    override(adds("more", C, "1"));

    assertThat(models(beta())).containsExactly(C);
    assertThat(reason(ask())).isEqualTo(Reason.FEATURE_NOT_IN_PLAN);
    assertThat(reason(beta().role("voting"))).isEqualTo(Reason.FEATURE_NOT_IN_PLAN);
  }

  @Test
  void leavesTheOtherRolesOfAnAddedProviderAsTheyAre() {
    sample.roles.add(SampleMatrix.role("chat", "c", "voting", "0.3"));
    override(adds("more", C, "0.9"));

    assertThat(candidates(beta().role("voting")))
        .singleElement()
        .satisfies(
            candidate -> {
              assertThat(candidate.weight()).isEqualTo(new BigDecimal("0.3"));
              assertThat(candidate.origin()).isEqualTo(Origin.STANDARD);
            });
  }

  @Test
  void replacesWhatItNamesAndLeavesTheRest() {
    override(replaces("calls", "a", 99));
    override(replaces("model", OTHER, "2").ofUser("school", "ana"));

    Candidate ofGroup = candidates(beta().user("bia")).getLast();
    assertThat(ofGroup.model()).isEqualTo(A);
    assertThat(ofGroup.dailyCalls()).contains(99L);
    assertThat(ofGroup.monthlyCalls()).isEmpty();
    assertThat(ofGroup.origin()).isEqualTo(Origin.PROMO);
    Candidate ofUser = candidates(beta()).getFirst();
    assertThat(ofUser.model()).isEqualTo(OTHER);
    assertThat(ofUser.weight()).isEqualTo(new BigDecimal("2"));
    assertThat(ofUser.dailyCalls()).as("one override wins whole").isEmpty();
    assertThat(models(beta().model(A))).isEmpty();
    assertThat(models(beta().model(OTHER))).containsExactly(OTHER);
  }

  @Test
  void replacesNothingWhereThePlanOffersNothing() {
    sample.cells.removeFirst();
    override(replaces("calls", "a", 99));

    assertThat(models(beta())).containsExactly(B, C);
  }

  @Test
  void excludesAndSaysSo() {
    override(excludes("no-b", "b"));

    assertThat(models(beta())).containsExactly(C, A);
    assertThat(reason(beta().model(B))).isEqualTo(Reason.NO_PROVIDER_AVAILABLE);
    assertThat(trace(beta()))
        .containsExactly(
            "feature_found:chat",
            "role_first:analysis",
            "override_won:no-b",
            "excluded:b",
            "candidate:c",
            "candidate:a");
  }

  @Test
  void keepsAnAddedProviderThatIsBeingTestedToTesters() {
    sample.setStatus(2, ProviderStatus.TESTING);
    override(adds("more", C, "2"));

    assertThat(models(beta())).containsExactly(B, A);
    assertThat(models(ask().groups("beta", "testers"))).containsExactly(C, B, A);
  }

  /** A user's on this plan, a user's, a group's on this plan, a group's. */
  @ParameterizedTest
  @CsvSource({"4,1", "3,2", "2,3", "1,4"})
  void letsTheMoreSpecificWinWhole(int present, long wins) {
    List<SampleOverride> rows =
        List.of(
            replaces("group", "a", 4).createdAt(TO),
            replaces("group-plan", "a", 3).plan("free").createdAt(FROM),
            replaces("user", "a", 2).ofUser("school", "ana").createdAt(FROM.minusSeconds(5)),
            replaces("user-plan", "a", 1).ofUser("school", "ana").plan("free"));
    rows.subList(0, present).forEach(this::override);

    assertThat(candidates(beta()).getLast().dailyCalls()).contains(wins);
    assertThat(trace(beta()))
        .filteredOn(step -> step.startsWith("override_lost"))
        .hasSize(present - 1);
  }

  @Test
  void tellsWhichOverrideWonAndTheOthersByPrecedence() {
    override(replaces("group", "a", 4));
    override(replaces("user", "a", 2).ofUser("school", "ana"));
    override(replaces("user-plan", "a", 1).ofUser("school", "ana").plan("free"));
    override(replaces("group-plan", "a", 3).plan("free"));

    assertThat(trace(beta()))
        .containsSequence(
            "override_won:user-plan",
            "override_lost:user",
            "override_lost:group-plan",
            "override_lost:group");
  }

  @Test
  void comparesTheOverridesOfAllGroupsOfAUser() {
    OverrideSubject testers = OverrideSubject.ofGroup("testers");
    override(replaces("first", "a", 1).createdAt(FROM.minusSeconds(4)));
    override(replaces("second", "a", 2).createdAt(FROM.minusSeconds(3)).of(testers));
    override(replaces("third", "a", 3).createdAt(FROM.minusSeconds(2)).of(testers));
    override(replaces("fourth", "a", 4).createdAt(FROM.minusSeconds(1)));

    assertThat(trace(ask().groups("beta", "testers")))
        .containsSequence(
            "override_won:fourth",
            "override_lost:third",
            "override_lost:second",
            "override_lost:first");
  }

  @Test
  void letsTheLastCreatedWinAmongEqualsThenTheName() {
    override(replaces("first", "a", 1));
    override(replaces("last", "a", 2).createdAt(SampleOverride.CREATED.plus(MICRO)));
    override(replaces("earlier", "a", 3));
    assertThat(candidates(beta()).getLast().dailyCalls()).contains(2L);

    sample.overrides.remove(1);
    assertThat(candidates(beta()).getLast().dailyCalls()).contains(3L);
  }

  @Test
  void isTheUsersWhenItNamesAGroupToo() {
    override(
        excludes("both", "b")
            .of(
                new OverrideSubject(
                    Optional.of(new Key("school")),
                    Optional.of(new Key("ana")),
                    Optional.of("beta"))));

    assertThat(models(ask())).containsExactly(C, A);
    assertThat(models(beta().user("bia"))).containsExactly(B, C, A);
  }

  @Test
  void knowsAUserByTheCustomer() {
    override(excludes("hers", "b").ofUser("other", "ana"));

    assertThat(models(ask())).containsExactly(B, C, A);
  }

  @Test
  void appliesOnItsBasePlanAndProfileOnly() {
    override(excludes("premium", "b").plan("premium"));
    override(excludes("professional", "c").profile("professional"));

    assertThat(models(beta())).containsExactly(B, C, A);
  }

  @Test
  void leavesProfileAdminAloneUnlessNamed() {
    Stream.of(A, B, C).forEach(m -> sample.cells.add(SampleMatrix.cell("admin", "chat", m, true)));
    override(excludes("all", "b"));
    assertThat(models(beta().profile("admin"))).containsExactly(B, C, A);

    override(excludes("admins", "c").profile("admin"));
    assertThat(models(beta().profile("admin"))).containsExactly(B, A);
  }

  @ParameterizedTest
  @CsvSource({"PENDING_APPROVAL", "REJECTED"})
  void doesNotApplyUntilItIsApproved(SignOff.Status status) {
    override(excludes("no-b", "b").status(status));

    assertThat(models(beta())).containsExactly(B, C, A);
  }

  @Test
  void beginsAndEndsToTheMicrosecond() {
    override(excludes("no-b", "b"));

    assertThat(models(beta().at(FROM.minus(MICRO)))).contains(B);
    assertThat(models(beta().at(FROM))).doesNotContain(B);
    assertThat(models(beta().at(TO.minus(MICRO)))).doesNotContain(B);
    assertThat(models(beta().at(TO))).contains(B);
  }

  @Test
  void isOverFromItsEndOn() {
    MatrixOverride row = excludes("no-b", "b").row();

    assertThat(row.isOverAt(TO.minus(MICRO))).isFalse();
    assertThat(row.isOverAt(TO)).isTrue();
    assertThat(row.endingAt(FROM.plus(MICRO)).isOverAt(FROM.plus(MICRO))).isTrue();
    assertThat(row.endingAt(TO)).isEqualTo(row);
    assertThat(excludes("no-b", "b").withoutEnd().row().isOverAt(TO)).isFalse();
  }

  @Test
  void isFoundByItsSlug() {
    override(excludes("no-b", "b"));
    override(excludes("no-c", "c").status(SignOff.Status.REJECTED));

    assertThat(sample.matrix().override("no-c").orElseThrow().target().provider()).isEqualTo("c");
    assertThat(sample.matrix().override("no-a")).isEmpty();
  }

  @Test
  void needsAReasonOfAtMostFiveHundredCharacters() {
    assertThat(because("x".repeat(500)).reason()).hasSize(500);
    String rule = "a reason must have 1 to 500 characters";
    assertRefused(() -> because("x".repeat(501)), rule);
    assertRefused(() -> because(" "), rule);
  }

  @Test
  void isNeverOfStandardOrigin() {
    MatrixOverride row = excludes("x", "b").row();
    assertRefused(
        () ->
            new MatrixOverride(
                "x",
                row.subject(),
                row.target(),
                row.effect(),
                Origin.STANDARD,
                FROM,
                Optional.empty(),
                "why",
                row.signOff()),
        "the origin of an override is promo or exclusive");
  }

  @Test
  void saysHowLongAnAnswerHolds() {
    Instant middle = FROM.plusSeconds(60);
    override(excludes("no-b", "b"));
    override(excludes("no-c", "c").from(middle).withoutEnd());
    override(excludes("hers", "a").ofUser("school", "bia").from(FROM.plusSeconds(7)));
    override(excludes("rejected", "a").from(FROM.plusSeconds(9)).status(SignOff.Status.REJECTED));

    assertThat(holds(beta().at(FROM.minus(MICRO)))).isEqualTo(new Period(Instant.MIN, FROM));
    assertThat(holds(beta().at(FROM))).isEqualTo(new Period(FROM, middle));
    assertThat(holds(beta().at(middle))).isEqualTo(new Period(middle, TO));
    assertThat(holds(beta().at(TO))).isEqualTo(new Period(TO, Instant.MAX));
    assertThat(holds(ask().at(middle))).isEqualTo(Period.ALWAYS);
    assertThat(holds(beta().feature("report").at(middle))).isEqualTo(Period.ALWAYS);
  }

  @Test
  void refusesRowsThatMakeNoSense() {
    assertRefused(() -> excludes("x", "b").to(FROM).row(), "an override must end after it begins");
    assertRefused(() -> replaces("x", B, "-1").row(), "a weight must not be negative");
    assertRefused(() -> replaces("x", "b", -1).row(), "a limit must not be negative");
    assertRefused(() -> added(Optional.of(-1L), Optional.empty()), "a limit must not be negative");
    assertRefused(() -> added(Optional.empty(), Optional.of(-1L)), "a limit must not be negative");
    assertRefused(() -> excludes("x", "b").plan("Premium").row(), SLUG);
    assertRefused(() -> excludes("x", "b").profile("Head teacher").row(), SLUG);
    assertRefused(
        () ->
            new OverrideEffect.Replace(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
        "must replace a limit, the model or the weight");
    assertRefused(
        () -> new OverrideSubject(Optional.empty(), Optional.empty(), Optional.empty()),
        "must name a user or a group");
    assertRefused(
        () -> new OverrideSubject(Optional.empty(), Optional.of(new Key("ana")), Optional.empty()),
        "a user is named together with the customer, and a customer with the user");
    MatrixOverride row = excludes("x", "b").row();
    assertRefused(
        () ->
            new MatrixOverride(
                "x",
                row.subject(),
                row.target(),
                new OverrideEffect.Add(
                    "analysis", BigDecimal.ONE, A, Optional.empty(), Optional.empty()),
                Origin.PROMO,
                FROM,
                Optional.empty(),
                "why",
                row.signOff()),
        "the model must be one of provider b");
  }

  @Test
  void refusesRowsThatNameWhatIsNotThere() {
    override(excludes("x", "nobody"));
    assertRefused(sample::matrix, "override x names an unknown provider: nobody");
    sample.overrides.clear();
    override(excludes("x", "b").of(OverrideSubject.ofGroup("vip")));
    assertRefused(sample::matrix, "override x names an unknown group: vip");
    sample.overrides.clear();
    override(excludes("x", "b"));
    override(excludes("x", "c"));
    assertRefused(sample::matrix, "two rows for override x");
    sample.features.removeFirst();
    sample.roles.clear();
    sample.cells.clear();
    sample.overrides.removeFirst();
    assertRefused(sample::matrix, "override x names an unknown feature: chat");
  }

  private static OverrideEffect added(Optional<Long> daily, Optional<Long> monthly) {
    return new OverrideEffect.Add("analysis", BigDecimal.ONE, A, daily, monthly);
  }

  private static MatrixOverride because(String reason) {
    MatrixOverride row = excludes("x", "b").row();
    return new MatrixOverride(
        "x",
        row.subject(),
        row.target(),
        row.effect(),
        Origin.EXCLUSIVE,
        FROM,
        Optional.empty(),
        reason,
        row.signOff());
  }

  private static void assertRefused(ThrowingCallable make, String message) {
    assertThatThrownBy(make).isInstanceOf(InvalidValueException.class).hasMessage(message);
  }

  private void override(SampleOverride override) {
    sample.overrides.add(override.row());
  }

  private static Ask beta() {
    return ask().groups("beta");
  }

  private Resolution resolve(Ask question) {
    return sample.matrix().resolve(question.context());
  }

  private List<Candidate> candidates(Ask question) {
    return resolve(question) instanceof Resolved resolved ? resolved.candidates() : List.of();
  }

  private List<ModelId> models(Ask question) {
    return candidates(question).stream().map(Candidate::model).toList();
  }

  private Reason reason(Ask question) {
    return ((Unresolved) resolve(question)).reason();
  }

  private Period holds(Ask question) {
    return resolve(question).holds();
  }

  private List<String> trace(Ask question) {
    return resolve(question).trace().steps().stream()
        .map(step -> step.code() + ":" + step.subject())
        .toList();
  }
}
