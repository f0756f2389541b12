package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.wallet.ReadLimits.FeatureView;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Rules;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.AuthorizeOutcome.NoRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReadLimitsTest {
  private static final Key SCHOOL = new Key("school-42");
  private static final Optional<Key> ANA = Optional.of(new Key("ana"));
  private static final ModelId MINI = ModelId.parse("openai/gpt-4o-mini");
  private static final ModelId CLAUDE = ModelId.parse("anthropic/claude-sonnet-5-5");

  private final InMemorySaldo saldo = new InMemorySaldo();
  private final ReadLimits readLimits =
      new ReadLimits(saldo.customers, saldo.catalog, saldo.ledger, saldo.clock);

  @Test
  void showsEveryFeatureWithItsModelOrTheReasonWhyNone() {
    saldo.customer("school-42", "free");
    List<FeatureView> features = features(ANA, Optional.empty());
    assertThat(features)
        .extracting(view -> view.feature().slug())
        .containsExactly(
            "diary_analysis",
            "clarity_test",
            "user_chat",
            "professional_oracle",
            "chat_summary",
            "content_curation",
            "legal_reports",
            "admin_oracle");
    assertThat(features.getFirst().model()).contains(MINI);
    assertThat(features.getFirst().refusal()).isEmpty();
    assertThat(features.getLast().model()).isEmpty();
    assertThat(features.getLast().refusal()).contains(new NoRoute(Reason.FEATURE_NOT_IN_PLAN));
    assertThat(features.getLast().limits()).isEmpty();
  }

  @Test
  void showsWhereTheLimitsOfTheUserStand() {
    saldo.customer("school-42", "free");
    saldo.settle(saldo.held(diaryAnalysis().by("ana").request()).id(), TokenUsage.ofTokens(10, 10));
    saldo.held(diaryAnalysis().by("ana").request());
    saldo.held(diaryAnalysis().by("bia").request());
    assertThat(diary(ANA).limits())
        .extracting(
            state -> state.limit().name(),
            state -> state.limit().max(),
            state -> state.counter().used(),
            state -> state.counter().reserved(),
            LimitState::remaining,
            state -> state.window().end())
        .containsExactly(
            tuple("daily", 3L, 1L, 1L, 1L, Instant.parse("2026-11-11T03:00:00Z")),
            tuple("monthly", 30L, 1L, 1L, 28L, Instant.parse("2026-12-01T03:00:00Z")));
    assertThat(diary(Optional.empty()).limits().getFirst().remaining()).isEqualTo(3);
  }

  @Test
  void countsFreshOnANewDayThoughNobodyCalled() {
    saldo.customer("school-42", "free");
    saldo.settle(saldo.held(diaryAnalysis().by("ana").request()).id(), TokenUsage.ofTokens(10, 10));
    saldo.clock.set(Instant.parse("2026-11-11T03:00:00Z"));
    assertThat(diary(ANA).limits()).extracting(LimitState::remaining).containsExactly(3L, 29L);
  }

  @Test
  void freesTheLimitsOfExpiredHoldsThoughNobodyPostedThem() {
    saldo.customer("school-42", "free");
    saldo.held(diaryAnalysis().by("ana").request());
    saldo.clock.advance(Duration.ofMinutes(15));
    assertThat(diary(ANA).limits()).extracting(LimitState::remaining).containsExactly(3L, 30L);
  }

  @Test
  void showsTheNextModelWhenTheFirstIsUsedUp() {
    saldo.customer("school-42", "premium");
    for (int made = 0; made < 50; made++) {
      saldo.held(diaryAnalysis().by("ana").request());
    }
    assertThat(diary(ANA).limits()).hasSize(4);
    assertThat(diary(ANA).model()).contains(CLAUDE);
    for (int made = 0; made < 50; made++) {
      saldo.held(diaryAnalysis().by("ana").request());
    }
    assertThat(diary(ANA).model()).isEmpty();
    assertThat(diary(ANA).refusal().orElseThrow())
        .isInstanceOfSatisfying(
            LimitReached.class,
            reached -> assertThat(reached.state().limit().meter().target()).isEqualTo("openai"));
  }

  @Test
  void offersNoModelToACallOfTheUsualSizeThatDoesNotFit() {
    InMemorySaldo limited =
        new InMemorySaldo(
            new CatalogEdit()
                .limit(Rules.customer("tokens").max(2_000, LimitUnit.TOKENS, WindowKind.DAY).rule())
                .document());
    limited.customer("school-42", "free");

    FeatureView diary = diary(limited);
    assertThat(diary.model()).isEmpty();
    assertThat(diary.refusal().orElseThrow())
        .isInstanceOfSatisfying(
            LimitReached.class, reached -> assertThat(reached.demand()).isEqualTo(2_300));
    assertThat(limited.refused(diaryAnalysis().by("ana").request()).refused().reason())
        .isEqualTo(diary.refusal().orElseThrow());
  }

  @Test
  void looksAtEachModelByItself() {
    CatalogEdit edit = new CatalogEdit();
    MatrixCell cell =
        edit.document().matrix().cells().stream()
            .filter(each -> each.plan().equals("premium") && each.profile().equals("user"))
            .filter(each -> each.feature().equals("diary_analysis") && each.model().equals(MINI))
            .findFirst()
            .orElseThrow();
    InMemorySaldo limited =
        new InMemorySaldo(
            edit.withoutCells(cell::equals)
                .cell(
                    new MatrixCell(
                        cell.plan(),
                        cell.profile(),
                        cell.feature(),
                        cell.model(),
                        Optional.empty(),
                        Optional.empty(),
                        cell.origin(),
                        Optional.of(Enforcement.UNLIMITED),
                        true))
                .limit(Rules.customer("spend").max(0, LimitUnit.CREDITS, WindowKind.DAY).rule())
                .document());
    limited.customer("school-42", "premium");

    assertThat(diary(limited).model()).contains(MINI);
    assertThat(limited.held(diaryAnalysis().by("ana").request()).hold().route().model())
        .isEqualTo(MINI);
  }

  @Test
  void looksAtTheProfileThatIsAskedForOrStored() {
    Customer school = saldo.customer("school-42", "free");
    saldo.user(school, "ana", "admin", Set.of());
    assertThat(features(ANA, Optional.empty()).getLast().model()).contains(MINI);
    assertThat(features(ANA, Optional.of("user")).getLast().model()).isEmpty();
    assertThat(features(Optional.empty(), Optional.of("admin")).getLast().model()).contains(MINI);
  }

  @Test
  void leavesOutFeaturesThatAreSwitchedOff() {
    saldo.catalog.publish(
        saldo.tenant.id(),
        new CatalogEdit()
            .feature(
                new Feature(
                    "admin_oracle",
                    "Admin oracle",
                    FeatureCategory.ADMIN,
                    Optional.empty(),
                    Optional.empty(),
                    FeatureBilling.OWN,
                    false))
            .document());
    saldo.customer("school-42", "free");
    assertThat(features(ANA, Optional.empty())).hasSize(7);
  }

  @Test
  void saysTheZoneInWhichDaysAreCounted() {
    saldo.customer("school-42", "free");
    assertThat(readLimits.read(saldo.caller, SCHOOL, ANA, Optional.empty()).orElseThrow().zone())
        .isEqualTo(ZoneId.of("America/Sao_Paulo"));
  }

  @Test
  void showsNothingOfACustomerWhoIsUnknownOrNotTheKeysOwn() {
    assertThat(readLimits.read(saldo.caller, SCHOOL, ANA, Optional.empty())).isEmpty();
    saldo.customer("school-42", "free");
    assertThat(readLimits.read(saldo.boundTo("school-43"), SCHOOL, ANA, Optional.empty()))
        .isEmpty();
    assertThat(readLimits.read(saldo.boundTo("school-42"), SCHOOL, ANA, Optional.empty()))
        .isPresent();
  }

  private static FeatureView diary(InMemorySaldo saldo) {
    return new ReadLimits(saldo.customers, saldo.catalog, saldo.ledger, saldo.clock)
        .read(saldo.caller, SCHOOL, ANA, Optional.empty())
        .orElseThrow()
        .features()
        .getFirst();
  }

  private FeatureView diary(Optional<Key> user) {
    return features(user, Optional.empty()).getFirst();
  }

  private List<FeatureView> features(Optional<Key> user, Optional<String> profile) {
    return readLimits.read(saldo.caller, SCHOOL, user, profile).orElseThrow().features();
  }
}
