package dev.saldo.application.wallet;

import static dev.saldo.application.catalog.SampleOverrides.FROM;
import static dev.saldo.application.catalog.SampleOverrides.GROUP;
import static dev.saldo.application.catalog.SampleOverrides.TO;
import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.catalog.SampleOverrides;
import dev.saldo.application.wallet.ExplainDecision.Explained;
import dev.saldo.domain.Key;
import dev.saldo.domain.catalog.ProposedOverride;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Group;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.OverrideSubject;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.matrix.Trace;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome.Held;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refused;
import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.domain.wallet.RefusalCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Overrides begin and end by the clock alone, for every use case that asks the matrix. */
class OverridesInTimeTest {
  private static final String CLAUDE = "anthropic/claude-sonnet-5-5";
  private static final Duration MICRO = Duration.ofNanos(1_000);

  private final InMemorySaldo saldo = saldo(SampleOverrides.secondProvider());
  private final CallRequest request = diaryAnalysis().by("ana").on(CLAUDE).request();

  @BeforeEach
  void addMember() {
    saldo.clock.set(FROM.minusSeconds(60));
    Customer school = saldo.customer("school-42", "professional");
    saldo.user(school, "ana", "user", Set.of(GROUP));
    saldo.clock.set(FROM);
  }

  @Test
  void givesTheGroupWhatItAdds() {
    Held held = saldo.held(request);

    assertThat(held.hold().route().model()).hasToString(CLAUDE);
    assertThat(held.limits()).extracting(state -> state.limit().max()).containsExactly(10L, 200L);
    assertThat(code(diaryAnalysis().by("bia").on(CLAUDE).request())).isEqualTo("model_not_allowed");
  }

  @Test
  void isThereFromItsFirstInstantToBeforeItsLast() {
    saldo.clock.set(FROM.minus(MICRO));
    assertThat(code(request)).isEqualTo("model_not_allowed");
    saldo.clock.set(FROM);
    saldo.held(request);
    saldo.clock.set(TO.minus(MICRO));
    saldo.held(request);
    saldo.clock.set(TO);
    assertThat(code(request)).isEqualTo("model_not_allowed");
    saldo.clock.set(TO.plusSeconds(1));
    assertThat(code(request)).isEqualTo("model_not_allowed");
  }

  @Test
  void isDecidedForTheInstantOfTheLedgerWhenItEndsInBetween() {
    saldo.clock.set(TO);
    AuthorizeCall slow = preparedAt(TO.minus(MICRO));

    Refused refused =
        ((CallResult.Refused)
                slow.authorize(saldo.caller, request, Optional.empty(), Untold.audit()))
            .refused();

    assertThat(RefusalCode.of(refused.reason())).isEqualTo("model_not_allowed");
    assertThat(refused.at()).isEqualTo(TO);
    assertThat(explain(refused.decision()).isReplayed()).isTrue();
  }

  @Test
  void isDecidedForTheInstantOfTheLedgerWhenItBeginsInBetween() {
    saldo.clock.set(FROM);

    CallResult result =
        preparedAt(FROM.minus(MICRO))
            .authorize(saldo.caller, request, Optional.empty(), Untold.audit());

    assertThat(((CallResult.Held) result).held().hold().route().model()).hasToString(CLAUDE);
  }

  @Test
  void isNamedByTheExplanationAlsoWhenItIsOver() {
    Held held = saldo.held(request);
    saldo.clock.set(TO.plusSeconds(1));
    Refused refused = saldo.refused(request).refused();

    Explained during = explain(new DecisionId(held.id().wallet(), held.id().number()));
    assertThat(during.isReplayed()).isTrue();
    assertThat(during.matrix().trace().steps())
        .contains(new Trace.Step(Trace.Finding.OVERRIDE_WON, "diary"));
    Explained afterwards = explain(refused.decision());
    assertThat(afterwards.isReplayed()).isTrue();
    assertThat(afterwards.matrix().trace().steps())
        .extracting(Trace.Step::finding)
        .doesNotContain(Trace.Finding.OVERRIDE_WON);
  }

  @Test
  void explainsTheOverrideOfAUserByTheWalletsCustomer() {
    InMemorySaldo other = saldo(SampleOverrides.secondProviderFor("school-42", "bia"));
    other.customer("school-42", "professional");
    other.customer("school-43", "professional");
    CallRequest hers = diaryAnalysis().by("bia").on(CLAUDE).request();

    Held held = other.held(hers);

    assertThat(explain(other, new DecisionId(held.id().wallet(), held.id().number())).isReplayed())
        .isTrue();
    assertThat(
            RefusalCode.of(
                other
                    .refused(diaryAnalysis().of("school-43").by("bia").on(CLAUDE).request())
                    .refused()
                    .reason()))
        .isEqualTo("model_not_allowed");
  }

  @Test
  void meetsTheSameCountersWithAnotherMaximum() {
    InMemorySaldo raised =
        saldo(
            SampleOverrides.proposed(
                OverrideSubject.ofGroup(GROUP),
                "openai",
                new OverrideEffect.Replace(
                    Optional.empty(), Optional.empty(), Optional.of(12L), Optional.empty())));
    raised.clock.set(FROM.minusSeconds(1));
    Customer school = raised.customer("school-42", "professional");
    raised.user(school, "ana", "user", Set.of(GROUP));
    CallRequest call = diaryAnalysis().by("ana").tokens(100, 10).request();
    for (int made = 0; made < 10; made++) {
      raised.held(call);
    }
    assertThat(RefusalCode.of(raised.refused(call).refused().reason())).isEqualTo("daily_limit");
    raised.clock.set(FROM);
    assertThat(raised.held(call).limits())
        .extracting(state -> state.limit().max(), state -> state.counter().reserved())
        .contains(tuple(12L, 11L));
    raised.held(call);
    assertThat(RefusalCode.of(raised.refused(call).refused().reason())).isEqualTo("daily_limit");
  }

  @Test
  void showsInRoutesAndQuotesAndFeatures() {
    ResolveRoutes resolve = new ResolveRoutes(saldo.customers, saldo.catalog, saldo.clock);
    assertThat(origins(resolve)).containsExactly(Origin.STANDARD, Origin.PROMO);
    saldo.clock.set(TO);
    assertThat(origins(resolve)).containsExactly(Origin.STANDARD);

    InMemorySaldo excluded =
        saldo(
            SampleOverrides.proposed(
                OverrideSubject.ofGroup(GROUP), "openai", new OverrideEffect.Exclude()));
    excluded.put("school-42", Optional.of("professional"), Set.of(GROUP));
    QuoteUsage quote = new QuoteUsage(excluded.customers, excluded.catalog, excluded.clock);
    QuoteUsage.Request asked =
        new QuoteUsage.Request(
            Optional.of(new Key("school-42")),
            Optional.empty(),
            "diary_analysis",
            Optional.empty(),
            TokenUsage.ofTokens(1, 1));
    assertThat(quote.quote(excluded.caller, asked))
        .isEqualTo(new QuoteUsage.Result.NoRoute(Resolution.Reason.NO_PROVIDER_AVAILABLE));
    ReadLimits limits =
        new ReadLimits(excluded.customers, excluded.catalog, excluded.ledger, excluded.clock);
    assertThat(diary(excluded, limits).refusal()).isPresent();
    excluded.clock.set(TO);
    assertThat(quote.quote(excluded.caller, asked)).isInstanceOf(QuoteUsage.Result.Quoted.class);
    assertThat(diary(excluded, limits).refusal()).isEmpty();
  }

  private static ReadLimits.FeatureView diary(InMemorySaldo of, ReadLimits limits) {
    return limits
        .read(of.caller, new Key("school-42"), Optional.empty(), Optional.empty())
        .orElseThrow()
        .features()
        .stream()
        .filter(view -> view.feature().slug().equals("diary_analysis"))
        .findFirst()
        .orElseThrow();
  }

  private List<Origin> origins(ResolveRoutes resolve) {
    ResolveRoutes.Request asked =
        new ResolveRoutes.Request(
            Optional.of(new Key("school-42")),
            Optional.empty(),
            "diary_analysis",
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Key("ana")),
            Optional.empty(),
            Optional.empty());
    ResolveRoutes.Result.Resolved result =
        (ResolveRoutes.Result.Resolved) resolve.resolve(saldo.caller, asked);
    return ((Resolution.Resolved) result.resolution())
        .candidates().stream().map(Candidate::origin).toList();
  }

  private static InMemorySaldo saldo(ProposedOverride override) {
    return new InMemorySaldo(
        new CatalogEdit()
            .group(new Group(GROUP, false))
            .override(SampleOverrides.row(override))
            .document());
  }

  private AuthorizeCall preparedAt(Instant instant) {
    return new AuthorizeCall(
        saldo.customers,
        saldo.catalog,
        new PrepareCall(_ -> instant),
        saldo.ledger,
        saldo.openCustomer);
  }

  private String code(CallRequest call) {
    return RefusalCode.of(saldo.refused(call).refused().reason());
  }

  private Explained explain(DecisionId id) {
    return explain(saldo, id);
  }

  private static Explained explain(InMemorySaldo of, DecisionId id) {
    return new ExplainDecision(
            of.customers, new InMemoryWalletRecords(of.ledger, of.clock), of.catalog)
        .explain(of.caller, id)
        .orElseThrow();
  }
}
