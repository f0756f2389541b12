package dev.saldo.domain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.catalog.CatalogProposal.ProposedList;
import dev.saldo.domain.catalog.CatalogProposal.ProposedPlan;
import dev.saldo.domain.catalog.ProposedOverride.Author;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.ExchangeRates;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceComponent.PerCall;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenPricing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CatalogProposalTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Instant LATER = Instant.parse("2027-01-01T00:00:00Z");

  private static final FeatureMatrix NOTHING =
      new FeatureMatrix(List.of(), List.of(), List.of(), List.of(), List.of());

  private FeatureMatrix matrix = NOTHING;
  private final List<ProposedPlan> plans = new ArrayList<>(List.of(plan("free", 50)));
  private final List<ProposedList<PriceRow>> prices = new ArrayList<>(List.of(price(1)));
  private final List<ProposedList<CostRow>> costs = new ArrayList<>();

  @Test
  void numbersTheFirstOfEverythingByOne() {
    CatalogDocument first = after(Optional.empty());

    assertThat(first.version()).isEqualTo(1);
    assertThat(first.plans()).extracting(Plan::version).containsExactly(1);
    assertThat(first.prices().prices()).containsExactly(new TokenPricing(1, NOW, List.of(row(1))));
  }

  @Test
  void leavesEverythingAsItIsWhenNothingIsDifferent() {
    CatalogDocument first = after(Optional.empty());

    assertThat(proposal().after(Optional.of(first), by(LATER))).isEqualTo(first);
  }

  @Test
  void addsAVersionOfWhatIsDifferentAndKeepsTheOneBefore() {
    CatalogDocument first = after(Optional.empty());
    plans.set(0, plan("free", 60));
    prices.set(0, price(2));

    CatalogDocument second = proposal().after(Optional.of(first), by(LATER));

    assertThat(second.version()).isEqualTo(2);
    assertThat(second.plans())
        .extracting(each -> each.terms().allowance())
        .containsExactly(Credits.of(50), Credits.of(60));
    assertThat(second.prices().prices())
        .containsExactly(
            new TokenPricing(1, NOW, List.of(row(1))), new TokenPricing(2, LATER, List.of(row(2))));
  }

  @Test
  void keepsVersionsThatAreNotRepeated() {
    CatalogDocument first = after(Optional.empty());
    plans.set(0, plan("free", 60));
    CatalogDocument second = proposal().after(Optional.of(first), by(NOW));
    prices.clear();

    assertThat(proposal().after(Optional.of(second), by(NOW))).isEqualTo(second);
  }

  @Test
  void keepsTheCostsOfBefore() {
    costs.add(new ProposedList<>(OptionalInt.empty(), Optional.empty(), List.of()));
    CatalogDocument first = after(Optional.empty());
    costs.clear();

    CatalogDocument second = proposal().after(Optional.of(first), by(LATER));

    assertThat(second.prices().costs()).containsExactly(new CostList(1, NOW, List.of()));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void beginsNowWhenItRepeatsAnOlderVersionThanItsOwn() {
    CatalogDocument first = after(Optional.empty());
    prices.set(0, price(2));
    CatalogDocument second = proposal().after(Optional.of(first), by(LATER));
    prices.set(0, price(1));

    assertThat(
            proposal().after(Optional.of(second), by(LATER.plusSeconds(9))).prices().newestPrices())
        .containsExactly(new TokenPricing(3, LATER.plusSeconds(9), List.of(row(1))));
  }

  @Test
  void beginsNowWhenItDiffersFromTheVersionThatItReplaces() {
    prices.add(list(2, LATER, 2));
    CatalogDocument first = after(Optional.empty());
    prices.set(1, untimed(2, 3));

    assertThat(after(Optional.of(first)).prices().newestPrices())
        .containsExactly(new TokenPricing(2, NOW, List.of(row(3))));
    prices.set(1, untimed(2, 2));
    assertThat(after(Optional.of(first)).prices().newestPrices())
        .containsExactly(new TokenPricing(2, LATER, List.of(row(2))));
  }

  @Test
  void publishesADraftNowWhenItIsGivenNoTime() {
    prices.add(draft(2));
    CatalogDocument first = after(Optional.empty());
    prices.set(1, untimed(2, 2));

    assertThat(after(Optional.of(first)).prices().newestPrices())
        .containsExactly(new TokenPricing(2, NOW, List.of(row(2))));
  }

  @Test
  void takesVersionsByTheirNumber() {
    CatalogDocument first = after(Optional.empty());
    plans.add(new ProposedPlan("free", OptionalInt.of(5), number -> made("free", number, 70)));
    prices.add(new ProposedList<>(OptionalInt.of(2), Optional.of(LATER), List.of(row(3))));

    CatalogDocument second = proposal().after(Optional.of(first), by(NOW));

    assertThat(second.plans()).extracting(Plan::version).containsExactly(1, 5);
    assertThat(second.prices().pricesAt(NOW).version()).isEqualTo(1);
    assertThat(second.prices().pricesAt(LATER).version()).isEqualTo(2);
  }

  @Test
  void refusesToChangeAVersionThatExists() {
    CatalogDocument first = after(Optional.empty());
    plans.set(0, new ProposedPlan("free", OptionalInt.of(1), number -> made("free", number, 70)));
    assertRefused(
        first,
        "version 1 of plan free is there and cannot change: give its successor the number 2, or"
            + " none");

    plans.set(0, plan("free", 50));
    prices.set(0, new ProposedList<>(OptionalInt.of(1), Optional.of(NOW), List.of(row(9))));
    assertRefused(
        first,
        "version 1 of price list is there and cannot change: give its successor the number 2, or"
            + " none");
  }

  @Test
  void keepsAPlanThatIsLeftOutSoThatItsNumbersAreNeverGivenAgain() {
    plans.add(plan("gold", 500));
    CatalogDocument first = after(Optional.empty());
    plans.removeLast();
    assertThat(proposal().after(Optional.of(first), by(NOW))).isEqualTo(first);

    plans.add(plan("gold", 10));
    CatalogDocument second = proposal().after(Optional.of(first), by(NOW));

    assertThat(second.plan("gold", 1)).isEqualTo(first.plan("gold", 1));
    assertThat(second.plan("gold").orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void refusesToGuessWhichOfTwoWithoutANumberIsTheNewest() {
    prices.add(price(2));
    assertThatThrownBy(() -> after(Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("only one price list may be given without a number");
    prices.removeLast();
    plans.add(plan("free", 60));
    assertThatThrownBy(() -> after(Optional.empty()))
        .hasMessage("only one plan free may be given without a number");
  }

  @Test
  void appliesTheSameAgainAlsoWhenItsTimeHasCome() {
    prices.set(0, new ProposedList<>(OptionalInt.of(1), Optional.of(NOW), List.of(row(1))));
    prices.add(new ProposedList<>(OptionalInt.empty(), Optional.of(LATER), List.of(row(2))));
    CatalogDocument first = after(Optional.empty());

    assertThat(proposal().after(Optional.of(first), by(LATER.plusSeconds(1)))).isEqualTo(first);
  }

  @Test
  void letsNumbersAndTimesOnlyRise() {
    prices.set(0, list(5, NOW, 1));
    CatalogDocument first = after(Optional.empty());
    prices.set(0, list(3, NOW, 2));
    assertRefused(first, "version 3 of price list comes after version 5: numbers only rise");
    prices.set(
        0,
        new ProposedList<>(OptionalInt.empty(), Optional.of(NOW.minusSeconds(1)), List.of(row(2))));
    assertRefused(
        first,
        "price list 6 begins at 2026-11-01T11:59:59Z, before its predecessor at"
            + " 2026-11-01T12:00:00Z");
    prices.set(0, list(CatalogProposal.VERSION_MAX + 1, NOW, 2));
    assertRefused(first, "a version must be at most " + CatalogProposal.VERSION_MAX);
    prices.set(0, list(CatalogProposal.VERSION_MAX, NOW, 2));
    CatalogDocument last = proposal().after(Optional.of(first), by(NOW));
    prices.set(0, price(3));
    assertRefused(last, "price list has no number left");
  }

  @Test
  void replacesAListThatIsNotYetInEffectAndRemovesItWhenLeftOut() {
    prices.add(list(2, LATER, 2));
    CatalogDocument first = after(Optional.empty());
    prices.set(1, list(2, LATER.plusSeconds(60), 3));

    CatalogDocument replaced = after(Optional.of(first));

    assertThat(replaced.version()).isEqualTo(2);
    assertThat(replaced.prices().prices().getLast())
        .isEqualTo(new TokenPricing(2, LATER.plusSeconds(60), List.of(row(3))));
    prices.removeLast();
    assertThat(after(Optional.of(replaced)).prices().prices())
        .isEqualTo(first.prices().prices().subList(0, 1));
  }

  @Test
  void keepsAListThatIsAMinuteFromItsEffect() {
    prices.set(0, list(1, NOW, 1));
    prices.add(list(2, NOW.plus(CatalogProposal.SETTLED_BEFORE), 2));
    CatalogDocument first = after(Optional.empty());
    prices.removeLast();
    assertThat(after(Optional.of(first))).isEqualTo(first);

    prices.add(list(2, NOW.plus(CatalogProposal.SETTLED_BEFORE), 3));
    assertRefused(
        first,
        "version 2 of price list is there and cannot change: give its successor the number 3, or"
            + " none");
  }

  @Test
  void keepsADraftThatNeverApplies() {
    prices.add(draft(9));
    CatalogDocument first = after(Optional.empty());

    assertThat(first.prices().prices().getLast())
        .isEqualTo(new TokenPricing(2, PriceBook.NEVER, List.of(row(9))));
    assertThat(first.prices().pricesAt(PriceBook.NEVER.minusSeconds(1)).version()).isEqualTo(1);
    assertThat(after(Optional.of(first))).isEqualTo(first);
    prices.removeLast();
    assertThat(after(Optional.of(first)).prices().prices()).hasSize(1);
  }

  @Test
  void movesADraftBehindWhatIsPublishedMeanwhile() {
    prices.add(draft(9));
    CatalogDocument first = after(Optional.empty());
    prices.set(0, price(2));

    CatalogDocument second = proposal().after(Optional.of(first), by(LATER));

    assertThat(second.prices().prices())
        .containsExactly(
            new TokenPricing(1, NOW, List.of(row(1))),
            new TokenPricing(2, LATER, List.of(row(2))),
            new TokenPricing(3, PriceBook.NEVER, List.of(row(9))));
  }

  @Test
  void refusesASecondDraftAndNothingButADraft() {
    prices.add(draft(8));
    prices.add(draft(9));
    assertThatThrownBy(() -> after(Optional.empty()))
        .hasMessage("only one price list may be a draft");
    prices.clear();
    prices.add(draft(9));
    assertThatThrownBy(() -> after(Optional.empty()))
        .hasMessage("must have a price list that is no draft");
  }

  @Test
  void oldPriceListsMayNameAFeatureThatIsGone() {
    matrix = withFeature("chat");
    PriceRow ofChat =
        new PriceRow(Optional.empty(), Optional.of("chat"), Optional.empty(), row(1).price());
    prices.set(0, new ProposedList<>(OptionalInt.empty(), Optional.empty(), List.of(ofChat)));
    CatalogDocument first = after(Optional.empty());
    matrix = NOTHING;
    prices.clear();
    assertRefused(first, "price list 1, row feature=chat names an unknown feature: chat");
    prices.add(price(1));

    assertThat(after(Optional.of(first)).prices().prices()).hasSize(2);
  }

  @Test
  void refusesWhatDoesNotHoldTogether() {
    plans.clear();
    plans.add(plan("gold", 1));

    assertThatThrownBy(() -> after(Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("the default plan names an unknown plan: free");
  }

  private void assertRefused(CatalogDocument current, String message) {
    assertThatThrownBy(() -> proposal().after(Optional.of(current), by(NOW)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(message);
  }

  private CatalogDocument after(Optional<CatalogDocument> current) {
    return proposal().after(current, by(NOW));
  }

  private static Author by(Instant now) {
    return new Author("key_one", now);
  }

  private CatalogProposal proposal() {
    return new CatalogProposal(
        matrix,
        LimitBook.EMPTY,
        plans,
        prices,
        costs,
        ExchangeRates.NONE,
        List.of(),
        List.of("user"),
        "free",
        List.of(),
        CatalogSettings.NONE);
  }

  private static FeatureMatrix withFeature(String slug) {
    Feature feature =
        new Feature(
            slug,
            slug,
            FeatureCategory.CHAT,
            Optional.empty(),
            Optional.empty(),
            FeatureBilling.OWN,
            true);
    return new FeatureMatrix(List.of(), List.of(feature), List.of(), List.of(), List.of());
  }

  private static ProposedPlan plan(String slug, long allowance) {
    return new ProposedPlan(slug, OptionalInt.empty(), number -> made(slug, number, allowance));
  }

  private static Plan made(String slug, int version, long allowance) {
    PlanTerms terms =
        new PlanTerms(
            slug,
            version,
            Credits.of(allowance),
            Enforcement.HARD,
            OverrunPolicy.CHARGE,
            Credits.ZERO);
    return new Plan(terms, "Plan " + slug, Optional.empty(), Optional.empty());
  }

  private static ProposedList<PriceRow> price(long credits) {
    return new ProposedList<>(OptionalInt.empty(), Optional.empty(), List.of(row(credits)));
  }

  private static ProposedList<PriceRow> list(int version, Instant from, long credits) {
    return new ProposedList<>(OptionalInt.of(version), Optional.of(from), List.of(row(credits)));
  }

  private static ProposedList<PriceRow> untimed(int version, long credits) {
    return new ProposedList<>(OptionalInt.of(version), Optional.empty(), List.of(row(credits)));
  }

  private static ProposedList<PriceRow> draft(long credits) {
    return new ProposedList<>(
        OptionalInt.empty(), Optional.of(PriceBook.NEVER), List.of(row(credits)));
  }

  private static PriceRow row(long credits) {
    return PriceRow.byDefault(Price.of(new PerCall(Credits.of(credits)), Rounding.UP_TO_CREDIT));
  }
}
