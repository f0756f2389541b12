package dev.saldo.in.rest.catalog;

import static dev.saldo.application.wallet.CallSample.call;
import static dev.saldo.in.rest.catalog.GuideCatalog.BASE;
import static dev.saldo.in.rest.catalog.GuideCatalog.PRICES;
import static dev.saldo.in.rest.catalog.GuidePage.codes;
import static dev.saldo.in.rest.catalog.GuidePage.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.application.wallet.CallRequest;
import dev.saldo.domain.Credits;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.wallet.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The overrides of the guide win, begin and end as it says, and the starter catalogue is its. */
class MatrixGuideTest {
  private static final GuidePage PAGE = PricingGuideTest.PAGE;
  private static final String MINI = "openai/gpt-4o-mini";
  private static final Duration MICRO = Duration.ofNanos(1_000);

  // Overrides

  static List<List<String>> effects() {
    return PAGE.table("effect").rows();
  }

  @ParameterizedTest
  @MethodSource("effects")
  void overridesAsTheTableSays(List<String> row) {
    String effect = codes(row.getFirst()).getFirst();
    switch (effect) {
      case "add" -> {
        assertThat(codes(row.getLast())).containsExactly("role", "weight", "model");
        Candidate added =
            overridden(
                    "anthropic",
                    "effect: add, role: generation, weight: 0.7, model: anthropic/claude-haiku,"
                        + " daily_limit: 4")
                .getLast();
        assertThat(described(added)).isEqualTo("anthropic 4 / - (`promo`)");
        assertThat(added.weight()).isEqualByComparingTo("0.7");
        assertThat(added.model()).hasToString("anthropic/claude-haiku");
      }
      case "replace" -> {
        assertThat(codes(row.getLast()))
            .containsExactly("weight", "model", "daily_limit", "monthly_limit");
        Candidate replaced = overridden("openai", "effect: replace, daily_limit: 4").getFirst();
        assertThat(described(replaced)).isEqualTo("openai 4 / - (`promo`)");
        assertThat(replaced.weight()).isEqualByComparingTo("1");
        assertThat(replaced.model()).hasToString(MINI);
      }
      case "exclude" -> assertThat(overridden("openai", "effect: exclude")).isEmpty();
      default -> throw new AssertionError("no check knows: " + row);
    }
  }

  private static List<Candidate> overridden(String provider, String effect) {
    String override =
        "overrides: [{slug: x, group: beta, feature: chat, provider: %s, %s, reason: asked}]\n"
            .formatted(provider, effect);
    return candidates(
        GuideCatalog.read(BASE + PRICES + override),
        "free",
        "chat",
        "beta",
        Instant.parse("2026-11-01T00:00:00Z"));
  }

  static List<List<String>> promotion() {
    return PAGE.table("professional plan, group `black_friday_2025`, feature `user_chat`").rows();
  }

  @ParameterizedTest
  @MethodSource("promotion")
  void promotesForItsTimeAlone(List<String> row) {
    CatalogDocument core = GuideCatalog.read(GuideCatalog.example("configuration-core"));
    MatrixOverride override =
        core.matrix().overrides().stream()
            .filter(each -> each.target().feature().equals("user_chat"))
            .findFirst()
            .orElseThrow();
    Instant at =
        switch (row.getFirst()) {
          case "a microsecond before the beginning" -> override.effectiveFrom().minus(MICRO);
          case "from the beginning" -> override.effectiveFrom();
          case "at the end" -> override.effectiveTo().orElseThrow();
          default -> throw new AssertionError("no check knows: " + row);
        };

    assertThat(candidates(core, "professional", "user_chat", "black_friday_2025", at))
        .extracting(MatrixGuideTest::described)
        .containsExactly(row.getLast().split(", "));
  }

  @Test
  void meetsTheSameCounterWithAChangedMaximum() {
    List<String> said =
        PAGE.says("with ([0-9]+) of ([0-9]+) calls made, an override to ([0-9]+) leaves ([0-9]+)");
    String limited = BASE.replace("feature: chat, model", "daily_limit: 10, feature: chat, model");
    String override =
        """
        overrides:
          - {slug: x, group: beta, feature: chat, provider: openai, effect: replace, daily_limit: %s, reason: asked, effective_from: 2026-11-10T15:05:00Z}
        """
            .formatted(said.get(2));
    InMemorySaldo saldo = GuideCatalog.saldo(limited + PRICES + override);
    saldo.put("school-42", Optional.of("free"), Set.of("beta"));
    CallRequest asked = call("chat").by("ana").tokens(1, 0).request();

    assertThat(said.getFirst()).isEqualTo(said.get(1)).isEqualTo("10");
    use(saldo, asked, number(said.getFirst()));
    saldo.clock.set(Instant.parse("2026-11-10T15:05:00Z"));
    use(saldo, asked, number(said.getLast()));
  }

  /** Makes calls until one is refused, and counts those that were not. */
  private static void use(InMemorySaldo saldo, CallRequest asked, long calls) {
    for (long made = 0; made < calls; made++) {
      saldo.held(asked);
    }
    assertThat(RefusalCode.of(saldo.refused(asked).refused().reason())).isEqualTo("daily_limit");
  }

  // The starter catalogue

  static List<List<String>> starterPlans() {
    return PAGE.tables().getLast().rows();
  }

  @ParameterizedTest
  @MethodSource("starterPlans")
  void startsWithThePlansOfTheTable(List<String> row) {
    CatalogDocument starter = StarterCatalog.document(false);
    String plan = codes(row.getFirst()).getFirst();
    boolean isUnlimited = row.get(1).equals("not counted");

    assertThat(starter.plans()).hasSameSizeAs(starterPlans());
    assertThat(starter.plan(plan).orElseThrow().terms().enforcement())
        .isEqualTo(isUnlimited ? Enforcement.UNLIMITED : Enforcement.HARD);
    if (!isUnlimited) {
      assertThat(starter.plan(plan).orElseThrow().terms().allowance())
          .isEqualTo(Credits.of(number(row.get(1))));
    }
    String calls = row.getLast().equals("none") ? "- / -" : row.getLast().replace(" each", "");
    List<String> offered =
        Arrays.stream(row.get(2).split(", "))
            .map(provider -> provider + " " + calls.replace(",", ""))
            .toList();
    for (String profile : codes(PAGE.tables().getLast().header().get(2))) {
      assertThat(candidates(starter, context(plan, "user_chat", profile, Set.of(), Instant.EPOCH)))
          .extracting(MatrixGuideTest::described)
          .containsExactlyElementsOf(offered);
    }
  }

  // What a catalogue answers

  private static List<Candidate> candidates(
      CatalogDocument document, String plan, String feature, String group, Instant at) {
    return candidates(document, context(plan, feature, "user", Set.of(group), at));
  }

  private static List<Candidate> candidates(CatalogDocument document, MatrixContext context) {
    return document.matrix().resolve(context) instanceof Resolution.Resolved resolved
        ? resolved.candidates()
        : List.of();
  }

  private static MatrixContext context(
      String plan, String feature, String profile, Set<String> groups, Instant at) {
    return new MatrixContext(
        plan,
        feature,
        profile,
        groups,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Set.of(),
        at);
  }

  /** A candidate as the tables write it: {@code openai 10 / 200}. */
  private static String described(Candidate candidate) {
    String limits =
        "%s %s / %s"
            .formatted(
                candidate.model().provider(),
                candidate.dailyCalls().map(String::valueOf).orElse("-"),
                candidate.monthlyCalls().map(String::valueOf).orElse("-"));
    return candidate.origin() == Origin.STANDARD ? limits : limits + " (`promo`)";
  }
}
