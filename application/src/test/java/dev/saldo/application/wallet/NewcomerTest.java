package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static dev.saldo.application.wallet.FirstCalls.SCHOOL;
import static dev.saldo.application.wallet.FirstCalls.assertNobody;
import static dev.saldo.application.wallet.FirstCalls.opening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is only asked about a customer whom a call would open. */
final class NewcomerTest {
  private final InMemorySaldo saldo = new InMemorySaldo(opening("free").document());

  @Test
  void checksACallAsItWouldBeAuthorized() {
    for (CallSample sample :
        List.of(
            diaryAnalysis(),
            diaryAnalysis().credits("1000"),
            call("admin_oracle"),
            diaryAnalysis().on("anthropic/claude-haiku-4-5"))) {
      InMemorySaldo fresh = new InMemorySaldo(opening("free").document());
      CallResult checked = fresh.authorizeCall.check(fresh.caller, sample.request());
      assertNobody(fresh);
      CallResult authorized = fresh.authorize(sample.request());

      assertThat(answer(checked)).isEqualTo(answer(authorized));
    }
  }

  /** What callers are told, without the ids of what is stored. */
  private static List<?> answer(CallResult result) {
    return switch (result) {
      case CallResult.Held(AuthorizeOutcome.Held held, boolean _) ->
          List.of(held.hold().route(), held.standing(), held.limits());
      case CallResult.Refused(AuthorizeOutcome.Refused refused, var options) ->
          List.of(refused.reason(), refused.standing(), refused.limits(), options);
      case CallResult other -> List.of(other);
    };
  }

  @Test
  void checksAnUnknownFeatureAsOneOfACustomer() {
    assertThat(saldo.authorizeCall.check(saldo.caller, call("palm_reading").request()))
        .isInstanceOfSatisfying(
            CallResult.Refused.class,
            refused ->
                assertThat(refused.refused().reason())
                    .isEqualTo(new AuthorizeOutcome.NoRoute(Resolution.Reason.FEATURE_UNKNOWN)));
    assertNobody(saldo);
  }

  @Test
  void answersQuestionsAsIfTheCustomerHadJustBeenOpened() {
    QuoteUsage quoteUsage = new QuoteUsage(saldo.customers, saldo.catalog, saldo.clock);
    QuoteUsage.Result quoted = quoteUsage.quote(saldo.caller, quote());
    ResolveRoutes.Result resolved = resolve(saldo, saldo.caller);
    Optional<ReadLimits.View> view =
        limits(saldo).read(saldo.caller, SCHOOL, Optional.empty(), Optional.empty());
    assertNobody(saldo);

    saldo.put("school-42", Optional.of("free"), Set.of());

    assertThat(quoted).isEqualTo(quoteUsage.quote(saldo.caller, quote()));
    assertThat(resolved).isEqualTo(resolve(saldo, saldo.caller));
    assertThat(view.orElseThrow().zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(view.orElseThrow().features())
        .extracting(ReadLimits.FeatureView::feature, ReadLimits.FeatureView::model)
        .isEqualTo(
            limits(saldo)
                .read(saldo.caller, SCHOOL, Optional.empty(), Optional.empty())
                .orElseThrow()
                .features()
                .stream()
                .map(each -> tuple(each.feature(), each.model()))
                .toList());
  }

  private static QuoteUsage.Request quote() {
    return new QuoteUsage.Request(
        Optional.of(SCHOOL),
        Optional.empty(),
        "diary_analysis",
        Optional.empty(),
        TokenUsage.ofTokens(1_500, 800));
  }

  private static ResolveRoutes.Result resolve(InMemorySaldo saldo, Caller caller) {
    return new ResolveRoutes(saldo.customers, saldo.catalog, saldo.clock)
        .resolve(
            caller,
            new ResolveRoutes.Request(
                Optional.of(SCHOOL),
                Optional.empty(),
                "diary_analysis",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  private static ReadLimits limits(InMemorySaldo saldo) {
    return new ReadLimits(saldo.customers, saldo.catalog, saldo.ledger, saldo.clock);
  }

  @Test
  void isUnknownToTheKeyOfAnotherCustomer() {
    Caller other = saldo.boundTo("school-43");

    assertThat(saldo.authorizeCall.check(other, diaryAnalysis().request()))
        .isEqualTo(new CallResult.CustomerUnknown());
    assertThat(new QuoteUsage(saldo.customers, saldo.catalog, saldo.clock).quote(other, quote()))
        .isEqualTo(new QuoteUsage.Result.CustomerUnknown());
    assertThat(resolve(saldo, other)).isEqualTo(new ResolveRoutes.Result.CustomerUnknown());
    assertThat(limits(saldo).read(other, SCHOOL, Optional.empty(), Optional.empty())).isEmpty();
  }
}
