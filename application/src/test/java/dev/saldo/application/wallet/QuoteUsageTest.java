package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.wallet.QuoteUsage.Request;
import dev.saldo.application.wallet.QuoteUsage.Result;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceLine;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuoteUsageTest {
  private static final TokenUsage TYPICAL = TokenUsage.ofTokens(1500, 800);
  private static final ModelId MINI = ModelId.parse("openai/gpt-4o-mini");
  private static final ModelId CLAUDE = ModelId.parse("anthropic/claude-sonnet-5-5");

  private final InMemorySaldo saldo = new InMemorySaldo();

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 0, 1",
    "1000, 0, 1",
    "1001, 0, 2",
    "1300, 0, 2",
    "500, 800, 2",
    "1500, 800, 3",
    "50000, 50000, 100"
  })
  void quotesACreditForEveryStartedThousandTokens(long input, long output, String credits) {
    Result.Quoted quoted = quoted(request(TokenUsage.ofTokens(input, output)));
    assertThat(quoted.rating().credits()).hasToString(credits);
    assertThat(quoted.rule()).isEqualTo("default");
    assertThat(quoted.version()).isEqualTo(1);
  }

  @Test
  void saysWhatTheCreditsAreForAndWhatTheProviderCharges() {
    Result.Quoted quoted = quoted(request(TYPICAL));
    assertThat(quoted.model()).isEqualTo(MINI);
    assertThat(quoted.rating().lines())
        .containsExactly(new PriceLine("token_block", 3, new BigDecimal("3")));
    assertThat(quoted.cost().orElseThrow()).hasToString("USD 0.000705");
  }

  @Test
  void quotesTheModelThatIsAskedFor() {
    Result.Quoted quoted = quoted(onModel(CLAUDE));
    assertThat(quoted.model()).isEqualTo(CLAUDE);
    assertThat(quoted.cost().orElseThrow()).hasToString("USD 0.011");
    assertThat(quoted(onModel(ModelId.parse("openai/gpt-9"))).cost()).isEmpty();
  }

  @Test
  void quotesWithThePriceOfPlanOrCustomer() {
    InMemorySaldo priced =
        new InMemorySaldo(
            new CatalogEdit()
                .prices(
                    new PriceRow(
                        Optional.of("premium"), Optional.empty(), Optional.empty(), perCall(1)),
                    PriceRow.byDefault(perCall(5)))
                .document());
    priced.customer("school-42", "premium");
    Request ofPlan =
        new Request(
            Optional.empty(), Optional.of("premium"), "user_chat", Optional.empty(), TYPICAL);
    Request ofCustomer =
        new Request(
            Optional.of(new Key("school-42")),
            Optional.empty(),
            "user_chat",
            Optional.empty(),
            TYPICAL);
    assertThat(quoted(priced, ofPlan).rating().credits()).isEqualTo(Credits.of(1));
    assertThat(quoted(priced, ofPlan).rule()).isEqualTo("plan=premium");
    assertThat(quoted(priced, ofCustomer).rating().credits()).isEqualTo(Credits.of(1));
    assertThat(quoted(priced, request(TYPICAL)).rating().credits()).isEqualTo(Credits.of(5));
  }

  @Test
  void quotesAtThePricesOfNow() {
    InMemorySaldo rising =
        new InMemorySaldo(
            new CatalogEdit()
                .pricesFrom(Instant.parse("2026-12-01T00:00:00Z"), PriceRow.byDefault(perCall(9)))
                .document());
    assertThat(quoted(rising, request(TYPICAL)).rating().credits()).isEqualTo(Credits.of(3));
    rising.clock.set(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(quoted(rising, request(TYPICAL)).rating().credits()).isEqualTo(Credits.of(9));
    assertThat(quoted(rising, request(TYPICAL)).version()).isEqualTo(2);
  }

  @Test
  void quotesNothingForAFreeFeature() {
    InMemorySaldo generous = new InMemorySaldo(withSummary(FeatureBilling.FREE, true));
    Result.Quoted quoted = quoted(generous, request("chat_summary"));
    assertThat(quoted.rating().credits()).isEqualTo(Credits.ZERO);
    assertThat(quoted.rating().lines()).isEmpty();
    assertThat(quoted.rule()).isEqualTo("free");
    assertThat(quoted.cost().orElseThrow()).hasToString("USD 0.000705");
  }

  @Test
  void answersAFeatureThatNobodyKnowsOrThatIsSwitchedOff() {
    Result unknown = new Result.NoRoute(Reason.FEATURE_UNKNOWN);
    assertThat(quote(saldo, saldo.caller, request("mind_reading"))).isEqualTo(unknown);
    InMemorySaldo off = new InMemorySaldo(withSummary(FeatureBilling.OWN, false));
    assertThat(quote(off, off.caller, request("chat_summary"))).isEqualTo(unknown);
    assertThat(
            quote(
                off,
                off.caller,
                new Request(
                    Optional.empty(),
                    Optional.empty(),
                    "chat_summary",
                    Optional.of(MINI),
                    TYPICAL)))
        .isEqualTo(unknown);
  }

  @Test
  void answersAFeatureThatThePlanDoesNotHave() {
    assertThat(quote(saldo, saldo.caller, request("admin_oracle")))
        .isEqualTo(new Result.NoRoute(Reason.FEATURE_NOT_IN_PLAN));
  }

  @Test
  void answersAMissingPrice() {
    InMemorySaldo priced =
        new InMemorySaldo(
            new CatalogEdit().prices(CatalogEdit.priceOf("anthropic", perCall(1))).document());
    assertThat(quote(priced, priced.caller, request(TYPICAL))).isEqualTo(new Result.PriceMissing());
  }

  @Test
  void answersAnUnknownPlanOrCustomer() {
    Request ofPlan =
        new Request(
            Optional.empty(), Optional.of("golden"), "user_chat", Optional.empty(), TYPICAL);
    assertThat(quote(saldo, saldo.caller, ofPlan)).isEqualTo(new Result.PlanUnknown());
    Request ofCustomer =
        new Request(
            Optional.of(new Key("school-42")),
            Optional.empty(),
            "user_chat",
            Optional.empty(),
            TYPICAL);
    assertThat(quote(saldo, saldo.caller, ofCustomer)).isEqualTo(new Result.CustomerUnknown());
    saldo.customer("school-42", "free");
    assertThat(quote(saldo, saldo.boundTo("school-43"), ofCustomer))
        .isEqualTo(new Result.CustomerUnknown());
    assertThat(quote(saldo, saldo.caller, ofCustomer)).isInstanceOf(Result.Quoted.class);
  }

  private Result.Quoted quoted(Request request) {
    return quoted(saldo, request);
  }

  private static Result.Quoted quoted(InMemorySaldo saldo, Request request) {
    return (Result.Quoted) quote(saldo, saldo.caller, request);
  }

  private static Result quote(InMemorySaldo saldo, Caller caller, Request request) {
    return new QuoteUsage(saldo.customers, saldo.catalog, saldo.clock).quote(caller, request);
  }

  private static Request request(TokenUsage usage) {
    return new Request(
        Optional.empty(), Optional.empty(), "diary_analysis", Optional.empty(), usage);
  }

  private static Request request(String feature) {
    return new Request(Optional.empty(), Optional.empty(), feature, Optional.empty(), TYPICAL);
  }

  private static Request onModel(ModelId model) {
    return new Request(
        Optional.empty(), Optional.empty(), "diary_analysis", Optional.of(model), TYPICAL);
  }

  private static Price perCall(long credits) {
    return Price.of(new PriceComponent.PerCall(Credits.of(credits)), Rounding.UP_TO_CREDIT);
  }

  private static CatalogDocument withSummary(FeatureBilling billing, boolean active) {
    return new CatalogEdit()
        .feature(
            new Feature(
                "chat_summary",
                "Chat summary",
                FeatureCategory.CHAT,
                Optional.of(TYPICAL),
                Optional.empty(),
                billing,
                active))
        .document();
  }
}
