package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.wallet.CallResult.Option;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.Pack;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome.NoRoute;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a refusal offers works, and what it does not offer does not: every option is taken on a copy
 * of the world in which the call was refused.
 */
final class RefusalOptionsTest {
  private static final String SCHOOL = "school-42";
  private static final Duration MICRO = Duration.ofNanos(1000);
  private static final List<Instant> SOME_TIMES =
      List.of(
          Instant.parse("2026-11-10T16:00:00Z"),
          Instant.parse("2026-11-11T03:00:00Z"),
          Instant.parse("2026-11-20T15:00:00Z"),
          Instant.parse("2026-12-01T03:00:00Z"));

  static List<RefusedCall> refusals() {
    return RefusedCalls.all();
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void offersWhatIsExpected(RefusedCall refusal) {
    CallResult.Refused result = refusal.world().get().refused(refusal.request());
    assertThat(RefusalCode.of(result.refused().reason())).isEqualTo(refusal.code());
    assertThat(result.options().stream().map(RefusalOptionsTest::inWords))
        .containsExactlyElementsOf(refusal.options());
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void letsTheSameCallPassOnceAnyOptionIsTaken(RefusedCall refusal) {
    for (Option option : refusal.world().get().refused(refusal.request()).options()) {
      assertThat(taking(refusal, option)).as(inWords(option)).isInstanceOf(CallResult.Held.class);
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesTheSameCallWhenWhatIsNotOfferedIsTaken(RefusedCall refusal) {
    List<Option> offered = refusal.world().get().refused(refusal.request()).options();
    for (Option option : notOffered(refusal, offered)) {
      assertThat(taking(refusal, option))
          .as(inWords(option))
          .isInstanceOf(CallResult.Refused.class);
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void offersTheCheapestModelThatFits(RefusedCall refusal) {
    List<Option> offered = refusal.world().get().refused(refusal.request()).options();
    for (Option option : offered) {
      if (option instanceof Option.UseModel) {
        Credits held = heldFor(refusal, option);
        models(refusal)
            .map(Option.UseModel::new)
            .filter(other -> taking(refusal, other) instanceof CallResult.Held)
            .forEach(other -> assertThat(heldFor(refusal, other)).isGreaterThanOrEqualTo(held));
      }
    }
  }

  @Test
  void knowsARefusedCallForEveryReasonAndEveryOption() {
    List<CallResult.Refused> results =
        refusals().stream()
            .map(refusal -> refusal.world().get().refused(refusal.request()))
            .toList();
    List<Refusal> reasons = results.stream().map(result -> result.refused().reason()).toList();
    assertThat(reasons.stream().<Class<?>>map(Refusal::getClass).collect(Collectors.toSet()))
        .isEqualTo(Set.of(Refusal.class.getPermittedSubclasses()));
    assertThat(
            reasons.stream()
                .filter(NoRoute.class::isInstance)
                .map(reason -> ((NoRoute) reason).reason()))
        .contains(Reason.values());
    assertThat(
            results.stream()
                .flatMap(result -> result.options().stream())
                .<Class<?>>map(Option::getClass)
                .collect(Collectors.toSet()))
        .isEqualTo(Set.of(Option.class.getPermittedSubclasses()));
  }

  private static CallResult taking(RefusedCall refusal, Option option) {
    InMemorySaldo saldo = refusal.world().get();
    saldo.refused(refusal.request());
    CallSample sample = refusal.call().get();
    switch (option) {
      case Option.TopUp(Pack pack) -> saldo.buy(SCHOOL, pack.credits().toString());
      case Option.Upgrade(String plan) -> saldo.put(SCHOOL, Optional.of(plan), Set.of());
      case Option.WaitUntil(Instant at) -> saldo.clock.set(at);
      case Option.Reduce(long output) ->
          sample.estimating(new Estimate.OfUsage(expected(refusal).withOutput(output)));
      case Option.UseModel(ModelId model) -> sample.on(model.toString());
    }
    return saldo.authorize(sample.request());
  }

  private static Credits heldFor(RefusedCall refusal, Option option) {
    return switch (taking(refusal, option)) {
      case CallResult.Held(var held, boolean _) -> held.hold().credits();
      case CallResult other -> throw new AssertionError("not held: " + other);
    };
  }

  /** Options just beyond those that are offered, and of the kinds that are not offered at all. */
  private static List<Option> notOffered(RefusedCall refusal, List<Option> offered) {
    InMemorySaldo saldo = refusal.world().get();
    List<Option> others = new ArrayList<>();
    saldo.catalog.current(saldo.tenant.id()).packs().forEach(p -> others.add(new Option.TopUp(p)));
    upgrades(saldo).forEach(others::add);
    if (offered.stream().noneMatch(Option.UseModel.class::isInstance)) {
      models(refusal).map(Option.UseModel::new).forEach(others::add);
    }
    others.removeAll(offered);
    others.addAll(tooSoon(offered));
    others.addAll(tooMuch(refusal, offered));
    return others;
  }

  /** Plans that give no less than the customer's own. */
  private static Stream<Option> upgrades(InMemorySaldo saldo) {
    PlanTerms own =
        saldo
            .customers
            .party(saldo.tenant.id(), new Key(SCHOOL), Optional.empty())
            .orElseThrow()
            .terms();
    return saldo.catalog.current(saldo.tenant.id()).plans().stream()
        .map(Plan::terms)
        .filter(terms -> !terms.plan().equals(own.plan()))
        .filter(
            terms ->
                terms.enforcement() == Enforcement.UNLIMITED
                    || terms.allowance().compareTo(own.allowance()) >= 0)
        .map(PlanTerms::plan)
        .distinct()
        .map(Option.Upgrade::new);
  }

  private static Stream<ModelId> models(RefusedCall refusal) {
    InMemorySaldo saldo = refusal.world().get();
    Optional<ModelId> wanted = refusal.request().model();
    return saldo.catalog.current(saldo.tenant.id()).matrix().providers().stream()
        .map(Provider::defaultModel)
        .flatMap(Optional::stream)
        .filter(model -> !wanted.equals(Optional.of(model)));
  }

  private static List<Option> tooSoon(List<Option> offered) {
    return offered.stream()
        .filter(Option.WaitUntil.class::isInstance)
        .map(option -> ((Option.WaitUntil) option).at())
        .findFirst()
        .map(at -> List.<Option>of(new Option.WaitUntil(at.minus(MICRO))))
        .orElse(SOME_TIMES.stream().<Option>map(Option.WaitUntil::new).toList());
  }

  private static List<Option> tooMuch(RefusedCall refusal, List<Option> offered) {
    if (refusal.request().estimate().filter(Estimate.OfCredits.class::isInstance).isPresent()) {
      return List.of();
    }
    long fits =
        offered.stream()
            .filter(Option.Reduce.class::isInstance)
            .map(option -> ((Option.Reduce) option).maxOutputTokens())
            .findFirst()
            .orElse(0L);
    return List.of(new Option.Reduce(fits + 1));
  }

  private static TokenUsage expected(RefusedCall refusal) {
    return refusal
        .request()
        .estimate()
        .map(estimate -> ((Estimate.OfUsage) estimate).usage())
        .orElse(TokenUsage.ofTokens(1500, 800));
  }

  private static String inWords(Option option) {
    return switch (option) {
      case Option.TopUp(Pack pack) -> "top up " + pack.slug();
      case Option.Upgrade(String plan) -> "upgrade to " + plan;
      case Option.WaitUntil(Instant at) -> "wait until " + at;
      case Option.Reduce(long output) -> "reduce to " + output;
      case Option.UseModel(ModelId model) -> "use " + model;
    };
  }
}
