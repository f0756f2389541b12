package dev.saldo.in.rest.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.wallet.CallResult;
import dev.saldo.domain.Credits;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.plan.Margin;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refused;
import dev.saldo.domain.wallet.RefusalCode;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.Texts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalBodyTest {
  private final InMemorySaldo saldo = new InMemorySaldo();

  @BeforeEach
  void addSchool() {
    saldo.customer("school-42", "free");
  }

  @Test
  void saysWhenAFullWindowTurnsInTheCustomersZone() {
    for (int call = 0; call < 3; call++) {
      saldo.held(diaryAnalysis().by("ana").request());
    }

    Problem problem = RefusalBody.problem(saldo.refused(diaryAnalysis().by("ana").request()));

    assertThat(problem.code()).isEqualTo(ProblemCode.DAILY_LIMIT);
    assertThat(problem.retryAfter()).isEqualTo(Duration.ofHours(12));
    assertThat(problem.members())
        .containsEntry("limit", "daily")
        .hasEntrySatisfying("resets_at", at -> assertThat(at).hasToString("2026-11-11T00:00-03:00"))
        .containsKeys("decision", "balance", "limits", "options");
  }

  @Test
  void advisesWhoeverHasAnAllowanceToUpgradeOrWait() {
    Problem problem = RefusalBody.problem(tooDear());

    assertThat(problem.code()).isEqualTo(ProblemCode.INSUFFICIENT_CREDITS);
    assertThat(Texts.PORTUGUESE.text(problem.detail(), problem.values()))
        .isEqualTo("Créditos esgotados. Faça upgrade ou aguarde o próximo ciclo.");
    assertThat(Texts.ENGLISH.text(problem.detail(), problem.values()))
        .isEqualTo("Your credits are used up. Upgrade, or wait for the next cycle.");
    assertThat(problem.retryAfter()).isNull();
  }

  @Test
  void advisesEverybodyElseToTopUp() {
    CallResult.Refused refused = tooDear();
    PlanTerms terms = refused.refused().terms();
    PlanTerms withoutAllowance =
        new PlanTerms(
            terms.plan(),
            terms.version(),
            Credits.ZERO,
            terms.enforcement(),
            terms.overrun(),
            terms.debtLimit());

    Problem problem = RefusalBody.problem(on(withoutAllowance, refused));

    assertThat(Texts.PORTUGUESE.text(problem.detail(), problem.values()))
        .isEqualTo("Você precisa recarregar créditos");
    assertThat(Texts.ENGLISH.text(problem.detail(), problem.values()))
        .isEqualTo("You need to top up credits");
  }

  @Test
  void offersPacksWithTheirPriceAndPlans() {
    List<OptionBody> options = RefusalBody.from(tooDear()).options();

    assertThat(options)
        .anySatisfy(
            option -> {
              assertThat(option.kind()).isEqualTo("top_up");
              assertThat(option.pack()).isEqualTo("start");
              assertThat(option.credits()).isEqualTo("100");
              assertThat(option.price()).isNotNull();
              assertThat(option.price().amount()).isEqualTo("39.70");
              assertThat(option.price().currency()).isEqualTo("BRL");
            })
        .anySatisfy(
            option -> {
              assertThat(option.kind()).isEqualTo("upgrade");
              assertThat(option.plan()).isEqualTo("professional");
            });
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(new AuthorizeOutcome.TenantSuspended(), 403),
        arguments(new AuthorizeOutcome.CustomerSuspended(), 403),
        arguments(new AuthorizeOutcome.NoRoute(Reason.FEATURE_UNKNOWN), 404),
        arguments(new AuthorizeOutcome.NoRoute(Reason.FEATURE_NOT_IN_PLAN), 403),
        arguments(new AuthorizeOutcome.NoRoute(Reason.MODEL_NOT_ALLOWED), 403),
        arguments(new AuthorizeOutcome.NoRoute(Reason.NO_PROVIDER_AVAILABLE), 503),
        arguments(new AuthorizeOutcome.PriceMissing(), 422),
        arguments(
            new AuthorizeOutcome.MarginBelowFloor(
                new Margin(BigDecimal.ONE, Optional.empty(), BigDecimal.ZERO, "BRL")),
            403),
        arguments(new AuthorizeOutcome.WalletFrozen(), 403),
        arguments(new AuthorizeOutcome.InsufficientCredits(Credits.of(2), Credits.of(1)), 402));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void namesEveryRefusalAsStoredDecisionsDo(Refusal refusal, int status) {
    assertThat(RefusalBody.code(refusal).wire()).isEqualTo(RefusalCode.of(refusal));
    assertThat(RefusalBody.code(refusal).status()).isEqualTo(status);
  }

  @Test
  void saysWhenToAskAgainForAProvider() {
    assertThat(RefusalBody.problem(Reason.NO_PROVIDER_AVAILABLE).retryAfter())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(RefusalBody.problem(Reason.MODEL_NOT_ALLOWED).retryAfter()).isNull();
  }

  @Test
  void givesTheSameInACheck() {
    CallResult.Refused refused = tooDear();

    CheckBody check = CheckBody.from(refused);

    assertThat(check.allowed()).isFalse();
    assertThat(check.reason()).isEqualTo("insufficient_credits");
    assertThat(check.options()).isEqualTo(RefusalBody.from(refused).options());
    assertThat(check.balance()).isEqualTo(RefusalBody.from(refused).balance());
  }

  private CallResult.Refused tooDear() {
    return saldo.refused(diaryAnalysis().by("ana").tokens(100_000, 20_000).request());
  }

  private static CallResult.Refused on(PlanTerms terms, CallResult.Refused result) {
    Refused refused = result.refused();
    return new CallResult.Refused(
        new Refused(
            refused.decision(),
            refused.reason(),
            refused.at(),
            terms,
            refused.standing(),
            refused.limits()),
        result.options());
  }
}
