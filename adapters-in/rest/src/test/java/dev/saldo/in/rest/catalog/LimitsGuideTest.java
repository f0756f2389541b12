package dev.saldo.in.rest.catalog;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.in.rest.catalog.GuideCatalog.BASE;
import static dev.saldo.in.rest.catalog.GuideCatalog.PRICES;
import static dev.saldo.in.rest.catalog.GuidePage.codes;
import static dev.saldo.in.rest.catalog.GuidePage.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.wallet.CallRequest;
import dev.saldo.application.wallet.CallResult;
import dev.saldo.application.wallet.CallSample;
import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitSubject;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.RefusalCode;
import dev.saldo.in.rest.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits of the guide refuse where it says, and what it says of limits is so. */
class LimitsGuideTest {
  private static final GuidePage PAGE = PricingGuideTest.PAGE;
  private static final String LIMITS = PAGE.blocks("yaml").getLast();

  /** Noon of a Tuesday in São Paulo, when every test begins. */
  private static final Instant NOON = Instant.parse("2026-11-10T15:00:00Z");

  static List<LimitRule> rules() {
    return GuideCatalog.read(BASE + PRICES + LIMITS).limits().rules();
  }

  /** Each limit alone, so that none of the others refuses before it. */
  @ParameterizedTest
  @MethodSource("rules")
  void refusesAtTheNumberOfTheExample(LimitRule rule) {
    InMemorySaldo saldo = saldo("limits:\n" + line(rule.slug()));
    switch (rule.slug()) {
      case "tokens-a-minute" -> {
        assertThat(rule.max()).isEqualTo(90_000);
        saldo.held(chat("ana").tokens(rule.max() - 1_500, 0).request());
        saldo.held(chat("bia").tokens(1_000, 500).request());
        LimitReached full = refused(saldo, chat("ana").tokens(1_500, 0), rule, "rate_limit");
        assertThat(full.state().admitsAt(full.demand())).contains(NOON.plusSeconds(1));
        saldo.clock.advance(Duration.ofSeconds(1));
        saldo.held(chat("ana").tokens(1_500, 0).request());
      }
      case "at-one-time" -> {
        Held first = saldo.held(chat("ana").tokens(1, 0).request());
        hold(saldo, chat("bia").tokens(1, 0), 8 - 1);
        refused(saldo, call("image").by("carla").tokens(1, 0), rule, "concurrency_limit");
        saldo.settle(first.id(), TokenUsage.ofTokens(1, 0));
        saldo.held(chat("ana").tokens(1, 0).request());
      }
      case "trial-spend" -> {
        saldo.held(chat("ana").tokens(49_000, 0).request());
        refused(saldo, chat("bia").tokens(1_001, 0), rule, "limit_reached");
        saldo.held(chat("bia").tokens(1_000, 0).request());
        refused(saldo, chat("ana").tokens(1, 0), rule, "limit_reached");
        saldo.clock.set(Instant.parse("2026-12-01T03:00:00Z"));
        saldo.held(chat("ana").tokens(50_000, 0).request());
        saldo.customer("on-pro", "pro");
        saldo.held(chat("ana").of("on-pro").tokens(51_000, 0).request());
      }
      case "beta-images" -> {
        CallSample image = call("image").tokens(1, 0).in("beta");
        hold(saldo, image.by("ana"), 100);
        hold(saldo, image.by("bia"), 100);
        refused(saldo, call("image").tokens(1, 0).by("carla").in("beta"), rule, "limit_reached");
        saldo.held(call("image").tokens(1, 0).by("carla").request());
        saldo.held(chat("carla").tokens(1, 0).in("beta").request());
        saldo.clock.set(Instant.parse("2026-11-16T03:00:00Z"));
        saldo.held(image.request());
      }
      case "busy-user" -> {
        hold(saldo, chat("ana").tokens(1, 0), 100);
        LimitState over = saldo.held(chat("ana").tokens(1, 0).request()).limits().getFirst();
        assertThat(over.isExceeded()).isTrue();
        assertThat(over.limit().name()).isEqualTo(rule.slug());
        assertThat(saldo.held(chat("bia").tokens(1, 0).request()).limits().getFirst().isExceeded())
            .isFalse();
      }
      default -> throw new AssertionError("no check knows: " + rule);
    }
  }

  @Test
  void namesEveryMemberAndEveryWord() {
    List<String> named =
        PAGE.table("member").rows().stream()
            .flatMap(row -> codes(row.getFirst()).stream())
            .toList();
    assertThat(Stream.concat(Stream.of("slug", "group"), named.stream()))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(CatalogLimit.class.getRecordComponents())
                .map(
                    member ->
                        member.getName().equals("maxCredits") ? "max_credits" : member.getName())
                .toList());
    assertThat(words("subject")).containsExactlyInAnyOrder(words(LimitSubject.values()));
    assertThat(words("unit")).containsExactlyInAnyOrder(words(LimitUnit.values()));
    assertThat(words("window")).containsExactlyInAnyOrder(words(WindowKind.values()));
    assertThat(words("mode")).containsExactly("hard", "soft", "exceeded");
  }

  @Test
  void letsARateThroughAtOnceAndThenEvenly() {
    long rate = number(PAGE.says("A rate of ([0-9]+) lets").getFirst());
    assertThat(PAGE.says("lets ([0-9]+) through at once after a rest, and then one a second"))
        .containsExactly(Long.toString(rate));
    InMemorySaldo saldo = saldo("limits: [{slug: rate, window: rate, max: %d}]\n".formatted(rate));

    hold(saldo, chat("ana").tokens(1, 0), rate);
    for (int second = 0; second < 3; second++) {
      assertThat(code(saldo, chat("ana").tokens(1, 0))).isEqualTo("rate_limit");
      saldo.clock.advance(Duration.ofSeconds(1));
      saldo.held(chat("ana").tokens(1, 0).request());
    }
    assertThat(code(saldo, chat("ana").tokens(1, 0))).isEqualTo("rate_limit");
  }

  @Test
  void countsARuleThatAPlanHasAloneFromTheMoveOn() {
    long used = number(PAGE.says("([0-9,]+) credits used on `pro`").getFirst());
    InMemorySaldo saldo = saldo(LIMITS);
    saldo.customer("school-42", "pro");
    Held before = saldo.held(chat("ana").tokens(1, 0).request());
    saldo.settle(before.id(), TokenUsage.ofTokens(used * 1_000, 0));
    saldo.clock.advance(Duration.ofHours(1));
    saldo.customer("school-42", "free");

    assertThat(
            saldo.held(chat("ana").tokens(1_000, 0).request()).limits().stream()
                .filter(state -> state.limit().name().equals("trial-spend"))
                .map(LimitState::remaining))
        .containsExactly(Credits.of(49).micros());
  }

  @Test
  void hasAsManyLimitsAsTheTextAllows() {
    List<String> said =
        PAGE.says(
            "at most ([0-9,]+) such limits, and at most ([0-9,]+) that can be about one call");
    assertThat(number(said.getFirst())).isEqualTo(LimitBook.RULES_MAX);
    assertThat(number(said.getLast())).isEqualTo(LimitBook.RULES_ON_CALL_MAX);
    assertThatThrownBy(() -> saldo(LIMITS + line("busy-user").replace("busy-user", "again")))
        .as("two that count the same")
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused ->
                assertThat(refused.problem().errors().getFirst().text())
                    .contains("limit again counts what limit busy-user counts"));
  }

  private static InMemorySaldo saldo(String limits) {
    InMemorySaldo saldo = GuideCatalog.saldo(BASE + PRICES + limits);
    saldo.clock.set(NOON);
    saldo.put("school-42", Optional.of("free"), Set.of());
    return saldo;
  }

  private static String line(String slug) {
    return LIMITS
            .lines()
            .filter(line -> line.contains("slug: " + slug + ","))
            .findFirst()
            .orElseThrow()
        + "\n";
  }

  private static CallSample chat(String user) {
    return call("chat").by(user);
  }

  private static void hold(InMemorySaldo saldo, CallSample asked, long times) {
    CallRequest request = asked.request();
    for (long made = 0; made < times; made++) {
      saldo.held(request);
    }
  }

  private static LimitReached refused(
      InMemorySaldo saldo, CallSample asked, LimitRule rule, String code) {
    CallResult.Refused refused = saldo.refused(asked.request());
    LimitReached reached = (LimitReached) refused.refused().reason();
    assertThat(RefusalCode.of(reached)).isEqualTo(code);
    assertThat(reached.state().limit().name()).isEqualTo(rule.slug());
    return reached;
  }

  private static String code(InMemorySaldo saldo, CallSample asked) {
    return RefusalCode.of(saldo.refused(asked.request()).refused().reason());
  }

  private static List<String> words(String member) {
    return PAGE.table("member").rows().stream()
        .filter(row -> codes(row.getFirst()).contains(member))
        .findFirst()
        .map(row -> codes(row.getLast()))
        .orElseThrow();
  }

  private static String[] words(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }
}
