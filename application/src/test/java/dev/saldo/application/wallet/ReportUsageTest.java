package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.UnavailableException;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.catalog.InMemoryCatalog;
import dev.saldo.application.wallet.ReportUsage.Result;
import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogSettings;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.SettleOutcome.Flag;
import dev.saldo.domain.wallet.UsageEvent;
import dev.saldo.domain.wallet.UsageOutcome;
import dev.saldo.domain.wallet.UsageRecord;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage without a hold, on the starter catalogue. */
final class ReportUsageTest {
  private static final ModelId MINI = ModelId.parse("openai/gpt-4o-mini");

  private final InMemorySaldo saldo = new InMemorySaldo();
  private Customer school;

  @BeforeEach
  void addCustomers() {
    school = saldo.customer("school-42", "free");
    saldo.customer("school-43", "free");
  }

  @Test
  void chargesEachEventByItselfInTheirOrder() {
    List<Result> results =
        report(
            event("e-1").of("school-42"),
            event("e-2").of("nobody"),
            event("e-3").of("school-43"),
            event("e-4").of("school-42").in("no_such_feature"),
            event("e-5").of("school-42").ago(Duration.ofDays(36)),
            event("e-1").of("school-42"),
            event("e-1").of("school-42").tokens(9000),
            event("e-6").of("school-42"));

    assertThat(results).hasSize(8);
    assertThat(charged(results.get(0)).charged()).isEqualTo(Credits.of(2));
    assertThat(results.get(1)).isEqualTo(new Result.CustomerUnknown());
    assertThat(charged(results.get(2)).standing().available()).isEqualTo(Credits.of(98));
    assertThat(answer(results.get(3))).isEqualTo(new UsageOutcome.NoRoute(Reason.FEATURE_UNKNOWN));
    assertThat(answer(results.get(4))).isInstanceOf(UsageOutcome.OutsideTime.class);
    assertThat(results.get(5)).isEqualTo(new Result.Answered(charged(results.get(0)), true));
    assertThat(results.get(6)).isEqualTo(new Result.NameReused());
    assertThat(charged(results.get(7)).standing().available()).isEqualTo(Credits.of(96));
  }

  @Test
  void asksTheMatrixForTheModelThatIsNotNamed() {
    UsageOutcome.Charged charged = charged(report(event("e-1").of("school-42")).getFirst());

    assertThat(charged.model()).isEqualTo(MINI);
    assertThat(charged.flags()).isEmpty();
    UsageRecord record = saldo.ledger.usage(school.wallet()).getFirst();
    assertThat(record.role()).isEqualTo("analysis");
    assertThat(record.user()).contains("ana");
    assertThat(record.direct().orElseThrow().id()).isEqualTo("e-1");
  }

  @Test
  void refusesAnEventWithoutAModelWhenTheMatrixOffersNone() {
    assertThat(answer(report(event("e-1").of("school-42").in("admin_oracle")).getFirst()))
        .isEqualTo(new UsageOutcome.NoRoute(Reason.FEATURE_NOT_IN_PLAN));
  }

  @Test
  void chargesAModelThatTheMatrixDoesNotOffer() {
    UsageOutcome.Charged charged =
        charged(
            report(event("e-1").of("school-42").in("admin_oracle").on("openai/gpt-4o")).getFirst());

    assertThat(charged.charged()).isEqualTo(Credits.of(2));
    assertThat(charged.flags()).containsExactly(Flag.OFF_ROUTE);
  }

  @Test
  void hidesCustomersFromKeysOfOthers() {
    Caller bound = saldo.boundTo("school-43");

    assertThat(
            saldo.reportUsage.report(
                bound,
                List.of(event("e-1").of("school-42").report(), event("e-1").of("nobody").report()),
                _ -> Untold.audit()))
        .containsExactly(new Result.CustomerUnknown(), new Result.CustomerUnknown());
    assertThat(
            charged(
                    saldo
                        .reportUsage
                        .report(
                            bound,
                            List.of(event("e-1").of("school-43").report()),
                            _ -> Untold.audit())
                        .getFirst())
                .charged())
        .isEqualTo(Credits.of(2));
  }

  @Test
  void preparesAgainWhatWasStale() {
    InMemoryCatalog elsewhere = saldo.catalog.otherInstance();
    elsewhere.publish(saldo.tenant.id(), dearer());

    assertThat(charged(report(event("e-1").of("school-42")).getFirst()).charged())
        .isEqualTo(Credits.of(10));
  }

  @Test
  void givesUpAfterThreeStaleAnswers() {
    saldo.ledger.catalogVersion(saldo.tenant.id(), 9);

    assertThatThrownBy(() -> report(event("e-1").of("school-42")))
        .isInstanceOf(UnavailableException.class);
    assertThat(saldo.ledger.usage(school.wallet())).isEmpty();
  }

  @Test
  void chargesCustomersOfASuspendedTenantAndAFrozenWallet() {
    saldo.ledger.stop(school.wallet(), true, true);

    assertThat(charged(report(event("e-1").of("school-42")).getFirst()).charged())
        .isEqualTo(Credits.of(2));
  }

  @Test
  void opensACustomerWhereCallsMay() {
    InMemorySaldo opening =
        new InMemorySaldo(
            new CatalogEdit().settings(CatalogSettings.NONE.withAutoCreation("free")).document());

    assertThat(report(opening, event("e-1").in("no_such_feature")))
        .containsExactly(new Result.CustomerUnknown());
    assertThat(report(opening, event("e-1").ago(Duration.ofDays(36))))
        .containsExactly(new Result.CustomerUnknown());
    assertThat(opening.customers.find(opening.tenant.id(), new Key("school-42"))).isEmpty();

    List<Result> results = report(opening, event("e-1"), event("e-2"));

    assertThat(charged(results.get(1)).standing().available()).isEqualTo(Credits.of(96));
    assertThat(charged(results.get(1)).plan().plan()).isEqualTo("free");
  }

  @Test
  void takesNoMoreThanAThousandEvents() {
    List<UsageReport> tooMany =
        Collections.nCopies(ReportUsage.EVENTS_MAX + 1, event("e-1").of("school-42").report());

    assertThatThrownBy(() -> saldo.reportUsage.report(saldo.caller, tooMany, _ -> Untold.audit()))
        .isInstanceOf(InvalidValueException.class);
    assertThat(saldo.reportUsage.report(saldo.caller, List.of(), _ -> Untold.audit())).isEmpty();
  }

  private static CatalogDocument dearer() {
    return new CatalogEdit()
        .prices(
            PriceRow.byDefault(
                Price.of(
                    new PriceComponent.PerTokenBlock(1000, Credits.of(5)), Rounding.UP_TO_CREDIT)))
        .document();
  }

  private List<Result> report(Event... events) {
    return report(saldo, events);
  }

  private static List<Result> report(InMemorySaldo saldo, Event... events) {
    return saldo.reportUsage.report(
        saldo.caller, List.of(events).stream().map(Event::report).toList(), _ -> Untold.audit());
  }

  private static UsageOutcome answer(Result result) {
    return switch (result) {
      case Result.Answered(UsageOutcome outcome, boolean _) -> outcome;
      case Result other -> throw new AssertionError("not answered: " + other);
    };
  }

  private static UsageOutcome.Charged charged(Result result) {
    return (UsageOutcome.Charged) answer(result);
  }

  private static Event event(String id) {
    return new Event(id, "school-42", "diary_analysis", Optional.empty(), 1300, Duration.ZERO);
  }

  /** Of so many tokens, so long ago. */
  private record Event(
      String id,
      String customer,
      String feature,
      Optional<ModelId> model,
      long tokens,
      Duration age) {
    Event of(String key) {
      return new Event(id, key, feature, model, tokens, age);
    }

    Event in(String slug) {
      return new Event(id, customer, slug, model, tokens, age);
    }

    Event on(String served) {
      return new Event(id, customer, feature, Optional.of(ModelId.parse(served)), tokens, age);
    }

    Event tokens(long count) {
      return new Event(id, customer, feature, model, count, age);
    }

    Event ago(Duration past) {
      return new Event(id, customer, feature, model, tokens, past);
    }

    UsageReport report() {
      return new UsageReport(
          new UsageEvent.Name("tutor", id),
          InMemorySaldo.digest(toString()),
          new Key(customer),
          Optional.of(new Key("ana")),
          feature,
          Optional.empty(),
          Optional.empty(),
          model,
          Samples.START.minus(age),
          TokenUsage.ofTokens(tokens, 0),
          Evidence.PROVIDER_FINAL,
          true,
          Map.of());
    }
  }
}
