package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.wallet.CallResult.Option;
import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.ExtendOutcome;
import dev.saldo.domain.wallet.HoldId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunCallTest {
  private final InMemorySaldo saldo = new InMemorySaldo(withSummary(FeatureBilling.INCLUDED));

  @Test
  void chargesNothingForWhatARunIncludes() {
    saldo.customer("school-42", "free");
    HoldId run = saldo.held(diaryAnalysis().request()).id();
    Held child = saldo.held(call("chat_summary").tokens(50_000, 0).within(run).request());
    saldo.settle(child.id(), TokenUsage.ofTokens(50_000, 0));

    assertThat(child.hold().credits()).isEqualTo(Credits.ZERO);
    assertThat(saldo.standing("school-42").available()).isEqualTo(Credits.of(97));
  }

  @Test
  void chargesForTheSameOutsideOfARun() {
    saldo.customer("school-42", "free");
    Held alone = saldo.held(call("chat_summary").tokens(50_000, 0).request());
    assertThat(alone.hold().credits()).isEqualTo(Credits.of(50));
  }

  @Test
  void makesAnyNumberOfIncludedCallsInOneRun() {
    saldo.customer("school-42", "free");
    HoldId run = saldo.held(diaryAnalysis().by("ana").request()).id();
    for (int call = 0; call < 10; call++) {
      saldo.held(call("chat_summary").tokens(1000, 0).by("ana").within(run).request());
    }
    assertThat(saldo.ledger.holds(run.wallet())).hasSize(11);
  }

  @Test
  void offersAStepOfARunWhatWouldLetItPass() {
    InMemorySaldo priced = new InMemorySaldo(withDearGpt());
    priced.customer("school-42", "premium");
    HoldId run = priced.held(diaryAnalysis().credits("5000").request()).id();
    CallSample dear = diaryAnalysis().tokens(700_000, 0).within(run);

    CallResult.Refused refused = priced.refused(dear.request());
    assertThat(refused.refused().reason())
        .isEqualTo(new InsufficientCredits(Credits.of(7000), Credits.of(6000)));
    assertThat(refused.options())
        .contains(new Option.UseModel(ModelId.parse("anthropic/claude-sonnet-5-5")))
        .anyMatch(Option.TopUp.class::isInstance);
    priced.buy("school-42", "2000");
    assertThat(priced.held(dear.request()).hold().credits()).isEqualTo(Credits.of(7000));
  }

  @Test
  void takesACheaperModelForAStepOfARun() {
    InMemorySaldo priced = new InMemorySaldo(withDearGpt());
    priced.customer("school-42", "premium");
    HoldId run = priced.held(diaryAnalysis().credits("5000").request()).id();

    Held held =
        priced.held(diaryAnalysis().tokens(700_000, 0).within(run).withDowngrade().request());

    assertThat(held.hold().credits()).isEqualTo(Credits.of(700));
    assertThat(priced.standing("school-42").available()).isEqualTo(Credits.of(1000));
  }

  @Test
  void doesNotKnowTheRunOfAnotherCustomer() {
    saldo.customer("school-42", "free");
    saldo.customer("school-43", "free");
    HoldId run = saldo.held(diaryAnalysis().request()).id();
    CallRequest foreign = diaryAnalysis().of("school-43").within(run).request();

    CallResult unknown = new CallResult.ParentRefused(AuthorizeOutcome.ParentFault.UNKNOWN);
    assertThat(
            saldo.authorizeCall.authorize(saldo.caller, foreign, Optional.empty(), Untold.audit()))
        .isEqualTo(unknown);
    assertThat(saldo.authorizeCall.check(saldo.caller, foreign)).isEqualTo(unknown);
  }

  @Test
  void extendsNothingOfACustomerThatTheKeyIsNotBoundTo() {
    saldo.customer("school-42", "free");
    saldo.customer("school-43", "free");
    HoldId hold = saldo.held(diaryAnalysis().request()).id();
    ExtendCall extendCall = new ExtendCall(saldo.customers, saldo.catalog, saldo.ledger);
    ExtendCall.More more = new ExtendCall.More(Credits.of(5), Optional.empty());

    assertThat(extendCall.extend(saldo.boundTo("school-43"), hold, more, Optional.empty()))
        .isEqualTo(new WalletResult.Unknown<ExtendOutcome>());
    assertThat(extendCall.extend(saldo.boundTo("school-42"), hold, more, Optional.empty()))
        .isInstanceOfSatisfying(
            WalletResult.Answered.class,
            answered -> assertThat(answered.outcome()).isInstanceOf(ExtendOutcome.Extended.class));
  }

  private static CatalogDocument withDearGpt() {
    Price dear =
        Price.of(new PriceComponent.PerTokenBlock(1000, Credits.of(10)), Rounding.UP_TO_CREDIT);
    Price usual =
        Price.of(new PriceComponent.PerTokenBlock(1000, Credits.of(1)), Rounding.UP_TO_CREDIT);
    return new CatalogEdit()
        .prices(CatalogEdit.priceOf("openai", dear), PriceRow.byDefault(usual))
        .document();
  }

  private static CatalogDocument withSummary(FeatureBilling billing) {
    return new CatalogEdit()
        .feature(
            new Feature(
                "chat_summary",
                "Chat summary",
                FeatureCategory.CHAT,
                Optional.empty(),
                Optional.empty(),
                billing,
                true))
        .document();
  }
}
