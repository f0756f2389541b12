package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.client.ApiException;
import dev.saldo.client.api.ApiKeysApi;
import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.DecisionsApi;
import dev.saldo.client.api.WalletsApi;
import dev.saldo.client.model.ApiKeyRequest;
import dev.saldo.client.model.Authorization;
import dev.saldo.client.model.AuthorizationRequest;
import dev.saldo.client.model.CustomerRequest;
import dev.saldo.client.model.Entry;
import dev.saldo.client.model.Estimate;
import dev.saldo.client.model.GrantRequest;
import dev.saldo.client.model.Option;
import dev.saldo.client.model.Refusal;
import dev.saldo.client.model.ReleaseRequest;
import dev.saldo.client.model.Settlement;
import dev.saldo.client.model.SettlementRequest;
import dev.saldo.client.model.TokenUsage;
import dev.saldo.client.model.Wallet;
import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that are authorized, settled and refused, as a caller's program sees them. */
@ExtendWith(ArquillianExtension.class)
class AuthorizationsIT {
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
  private static final String FEATURE = "diary_analysis";

  private final CustomersApi customers = new CustomersApi(Deployed.client(Deployed.ADMIN_KEY));
  private final DecisionsApi decisions = new DecisionsApi(Deployed.client(Deployed.ADMIN_KEY));
  private final WalletsApi wallets = new WalletsApi(Deployed.client(Deployed.ADMIN_KEY));

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @ParameterizedTest
  @CsvSource({"1300, 2", "1000, 1", "1001, 2", "0, 0"})
  void chargesStartedThousandsOfTokens(long tokens, String credits) throws ApiException {
    String customer = customer("charges-" + tokens, "professional");
    Authorization held = decisions.authorizeCall(call(customer), null);

    Settlement settled =
        decisions.settleCall(
            held.getId(),
            new SettlementRequest().usage(new TokenUsage().inputTokens(tokens).outputTokens(0L)),
            null);

    assertThat(settled.getCharged().getCredits()).isEqualTo(credits);
    assertThat(settled.getState()).isEqualTo(Settlement.StateEnum.SETTLED);
    assertThat(wallets.getWallet(customer, null).getHeld()).isEqualTo("0");
  }

  @Test
  void keepsTheWalletAsComputedByHand() throws ApiException {
    String customer = customer("by-hand", "professional");
    wallets.grantCredits(
        customer,
        "g-1",
        new GrantRequest().credits("12.5").source(GrantRequest.SourceEnum.PURCHASE),
        null);
    Authorization held =
        decisions.authorizeCall(
            call(customer).estimate(new Estimate().inputTokens(1500L).outputTokens(800L)), null);
    assertThat(held.getHeld().getCredits()).isEqualTo("3");
    decisions.settleCall(
        held.getId(),
        new SettlementRequest().usage(new TokenUsage().inputTokens(900L).outputTokens(400L)),
        null);

    Wallet wallet = wallets.getWallet(customer, null);
    assertThat(wallet.getAvailable()).isEqualTo("610.5");
    assertThat(wallet.getPosted()).isEqualTo("610.5");
    assertThat(wallets.listEntries(customer, null, null, null, null).getData())
        .extracting(Entry::getSequence)
        .containsExactly(5L, 4L, 3L, 2L, 1L);
  }

  @Test
  void refusesTheFourthCallOfTheDayUntilLocalMidnight() throws ApiException {
    String customer = customer("fourth-call", "free");
    for (int i = 0; i < 3; i++) {
      decisions.authorizeCall(call(customer).user("ana"), null);
    }

    ApiException fourth = refused(call(customer).user("ana"));
    Refusal refusal = body(fourth);

    assertThat(fourth.getCode()).isEqualTo(429);
    assertThat(refusal.getCode()).isEqualTo("daily_limit");
    OffsetDateTime resets = refusal.getResetsAt();
    assertThat(resets.atZoneSameInstant(SAO_PAULO).toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
    assertThat(Duration.between(OffsetDateTime.now(SAO_PAULO), resets))
        .isPositive()
        .isLessThanOrEqualTo(Duration.ofHours(25));
    long seconds =
        Long.parseLong(fourth.getResponseHeaders().firstValue("Retry-After").orElseThrow());
    assertThat(Duration.ofSeconds(seconds))
        .isCloseTo(Duration.between(OffsetDateTime.now(SAO_PAULO), resets), Duration.ofSeconds(30));
    assertThat(decisions.authorizeCall(call(customer).user("bia"), null).getState())
        .isEqualTo(Authorization.StateEnum.HELD);
  }

  @Test
  void refusesAModelThatThePlanDoesNotOffer() throws ApiException {
    String customer = customer("wants-claude", "free");
    String model =
        decisions
            .resolveRoutes(
                new dev.saldo.client.model.ResolutionRequest().plan("premium").feature(FEATURE))
            .getData()
            .stream()
            .map(candidate -> candidate.getModel())
            .filter(name -> name.startsWith("anthropic/"))
            .findFirst()
            .orElseThrow();

    ApiException refused = refused(call(customer).model(model));

    assertThat(refused.getCode()).isEqualTo(403);
    assertThat(body(refused).getCode()).isEqualTo("model_not_allowed");
    customers.putCustomer(
        customer, new CustomerRequest().plan(upgrade(body(refused), "premium")), null);
    assertThat(decisions.authorizeCall(call(customer).model(model), null).getRoute().getModel())
        .isEqualTo(model);
  }

  @Test
  void offersATopUpThatWorks() throws ApiException {
    String customer = customer("tops-up", "free");
    AuthorizationRequest large =
        call(customer).estimate(new Estimate().inputTokens(150_000L).outputTokens(1L));
    Refusal refusal = insufficient(large);
    Option topUp = option(refusal, Option.KindEnum.TOP_UP);
    wallets.grantCredits(
        customer,
        "top-up",
        new GrantRequest()
            .credits(topUp.getCredits())
            .source(GrantRequest.SourceEnum.PURCHASE)
            .paid(topUp.getPrice()),
        null);
    assertThat(decisions.authorizeCall(large, null).getHeld().getCredits()).isEqualTo("151");
  }

  @Test
  void offersAReductionThatWorks() throws ApiException {
    String customer = customer("reduces", "free");
    AuthorizationRequest large =
        call(customer).estimate(new Estimate().inputTokens(50_000L).outputTokens(90_000L));
    long fits = option(insufficient(large), Option.KindEnum.REDUCE).getMaxOutputTokens();
    assertThat(fits).isEqualTo(50_000L);
    insufficient(
        call(customer).estimate(new Estimate().inputTokens(50_000L).outputTokens(fits + 1)));
    assertThat(
            decisions
                .authorizeCall(
                    call(customer).estimate(new Estimate().inputTokens(50_000L).outputTokens(fits)),
                    null)
                .getHeld()
                .getCredits())
        .isEqualTo("100");
  }

  @Test
  void offersAnUpgradeThatWorks() throws ApiException {
    String customer = customer("upgrades", "free");
    AuthorizationRequest large =
        call(customer).estimate(new Estimate().inputTokens(101_000L).outputTokens(0L));
    String plan = upgrade(insufficient(large), null);
    customers.putCustomer(customer, new CustomerRequest().plan(plan), null);
    assertThat(decisions.authorizeCall(large, null).getState())
        .isEqualTo(Authorization.StateEnum.HELD);
  }

  @Test
  void settlesAndReleasesOnce() throws ApiException {
    String customer = customer("once", "professional");
    String settled = decisions.authorizeCall(call(customer), null).getId();
    SettlementRequest usage =
        new SettlementRequest().usage(new TokenUsage().inputTokens(10L).outputTokens(10L));
    Settlement first = decisions.settleCall(settled, usage, null);
    assertThat(decisions.settleCall(settled, usage, null)).isEqualTo(first);
    assertThat(
            code(
                () ->
                    decisions.settleCall(
                        settled,
                        new SettlementRequest().usage(new TokenUsage().inputTokens(11L)),
                        null)))
        .isEqualTo("409 already_settled");
    assertThat(code(() -> decisions.releaseCall(settled, null, new ReleaseRequest())))
        .isEqualTo("409 already_settled");

    String released = decisions.authorizeCall(call(customer), null).getId();
    decisions.releaseCall(released, null, new ReleaseRequest().reason("not needed"));
    assertThat(code(() -> decisions.settleCall(released, usage, null)))
        .isEqualTo("409 already_released");
    assertThat(decisions.getAuthorization(released).getState())
        .isEqualTo(Authorization.StateEnum.RELEASED);
  }

  @Test
  void answersAnotherTenantsIdLikeAnUnknownOne() throws ApiException {
    String id = decisions.authorizeCall(call(customer("hidden", "free")), null).getId();
    String unknown = id.substring(0, 6) + (id.charAt(6) == '0' ? '1' : '0') + id.substring(7);
    DecisionsApi other = new DecisionsApi(Deployed.client(Deployed.TEST_ADMIN_KEY));
    SettlementRequest usage =
        new SettlementRequest().usage(new TokenUsage().inputTokens(10L).outputTokens(10L));
    assertThat(code(() -> other.getAuthorization(id)))
        .isEqualTo(code(() -> other.getAuthorization(unknown)))
        .startsWith("404");
    assertThat(code(() -> other.settleCall(id, usage, null)))
        .isEqualTo(code(() -> other.settleCall(unknown, usage, null)))
        .startsWith("404");
    assertThat(code(() -> other.releaseCall(id, null, new ReleaseRequest())))
        .isEqualTo(code(() -> other.releaseCall(unknown, null, new ReleaseRequest())))
        .startsWith("404");
    assertThat(decisions.getAuthorization(id).getState()).isEqualTo(Authorization.StateEnum.HELD);
  }

  @Test
  void letsAKeyDoOnlyWhatItsScopesAllow() throws ApiException {
    String customer = customer("scoped", "free");
    ApiKeysApi keys = new ApiKeysApi(Deployed.client(Deployed.ADMIN_KEY));
    var reader =
        keys.createApiKey(new ApiKeyRequest().name("reader").scopes(List.of("read")), null, null);
    DecisionsApi reading = new DecisionsApi(Deployed.client(reader.getSecret()));
    assertThat(code(() -> reading.authorizeCall(call(customer), null)))
        .isEqualTo("403 scope_missing");
    assertThat(new WalletsApi(Deployed.client(reader.getSecret())).getWallet(customer, null))
        .isNotNull();
    keys.revokeApiKey(reader.getId(), null);
    assertThat(code(() -> reading.getAuthorization("auth_x"))).startsWith("401");
  }

  private String customer(String key, String plan) throws ApiException {
    return customers
        .putCustomer(key, new CustomerRequest().plan(plan).timeZone(SAO_PAULO.getId()), null)
        .getKey();
  }

  private static AuthorizationRequest call(String customer) {
    return new AuthorizationRequest().customer(customer).feature(FEATURE);
  }

  private ApiException refused(AuthorizationRequest request) {
    try {
      throw new AssertionError("held " + decisions.authorizeCall(request, null).getId());
    } catch (ApiException e) {
      return e;
    }
  }

  private Refusal insufficient(AuthorizationRequest request) {
    ApiException refused = refused(request);
    assertThat(refused.getCode()).isEqualTo(402);
    assertThat(body(refused).getCode()).isEqualTo("insufficient_credits");
    return body(refused);
  }

  private static Refusal body(ApiException refused) {
    try {
      return Deployed.client(Deployed.ADMIN_KEY)
          .getObjectMapper()
          .readValue(refused.getResponseBody(), Refusal.class);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Option option(Refusal refusal, Option.KindEnum kind) {
    return refusal.getOptions().stream()
        .filter(option -> option.getKind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private static String upgrade(Refusal refusal, @org.jspecify.annotations.Nullable String plan) {
    return refusal.getOptions().stream()
        .filter(option -> option.getKind() == Option.KindEnum.UPGRADE)
        .map(Option::getPlan)
        .filter(name -> plan == null || name.equals(plan))
        .findFirst()
        .orElseThrow();
  }

  private interface Asking {
    Object ask() throws ApiException;
  }

  private static String code(Asking asking) {
    try {
      return "answered " + asking.ask();
    } catch (ApiException e) {
      return e.getCode() + " " + body(e).getCode();
    }
  }
}
