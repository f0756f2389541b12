package dev.saldo.application.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.wallet.ResolveRoutes.Request;
import dev.saldo.application.wallet.ResolveRoutes.Result;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.matrix.Resolution.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ResolveRoutesTest {
  private static final Key SCHOOL = new Key("school-42");

  private final InMemorySaldo saldo = new InMemorySaldo();
  private final ResolveRoutes resolveRoutes =
      new ResolveRoutes(saldo.customers, saldo.catalog, saldo.clock);

  @Test
  void saysWhatAPlanOffersInOrder() {
    assertThat(candidates(ofPlan("premium", "diary_analysis")))
        .extracting(
            candidate -> candidate.model().toString(),
            Candidate::providerName,
            Candidate::role,
            candidate -> candidate.weight().toPlainString(),
            Candidate::dailyCalls,
            Candidate::monthlyCalls)
        .containsExactly(
            tuple(
                "openai/gpt-4o-mini",
                "OpenAI",
                "analysis",
                "1",
                Optional.of(50L),
                Optional.of(1000L)),
            tuple(
                "anthropic/claude-sonnet-5-5",
                "Anthropic",
                "analysis",
                "0.8",
                Optional.of(50L),
                Optional.of(1000L)));
  }

  @Test
  void saysWhatACustomersUserMayUse() {
    Customer school = saldo.customer("school-42", "free");
    saldo.user(school, "ana", "admin", Set.of());
    assertThat(candidates(ofCustomer(Optional.of("ana"), Optional.empty()))).hasSize(3);
    assertThat(candidates(ofCustomer(Optional.of("bia"), Optional.empty()))).hasSize(1);
    assertThat(candidates(ofCustomer(Optional.empty(), Optional.of("admin")))).hasSize(3);
  }

  @Test
  void saysWhyNothingIsOffered() {
    Request wanting =
        new Request(
            Optional.empty(),
            Optional.of("free"),
            "diary_analysis",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(ModelId.parse("anthropic/claude-sonnet-5-5")));
    assertThat(reason(wanting)).isEqualTo(Reason.MODEL_NOT_ALLOWED);
    assertThat(reason(ofPlan("free", "admin_oracle"))).isEqualTo(Reason.FEATURE_NOT_IN_PLAN);
    assertThat(reason(ofPlan("free", "mind_reading"))).isEqualTo(Reason.FEATURE_UNKNOWN);
  }

  @Test
  void resolvesOnTheNewestCatalogue() {
    saldo.catalog.current(saldo.tenant.id());
    saldo
        .catalog
        .otherInstance()
        .publish(
            saldo.tenant.id(),
            new CatalogEdit().withoutCells(cell -> cell.plan().equals("free")).document());
    assertThat(reason(ofPlan("free", "diary_analysis"))).isEqualTo(Reason.FEATURE_NOT_IN_PLAN);
  }

  @Test
  void answersAnUnknownPlanOrCustomer() {
    assertThat(resolve(saldo.caller, ofPlan("golden", "user_chat")))
        .isEqualTo(new Result.PlanUnknown());
    Request request = ofCustomer(Optional.empty(), Optional.empty());
    assertThat(resolve(saldo.caller, request)).isEqualTo(new Result.CustomerUnknown());
    saldo.customer("school-42", "free");
    assertThat(resolve(saldo.boundTo("school-43"), request))
        .isEqualTo(new Result.CustomerUnknown());
    assertThat(resolve(saldo.boundTo("school-42"), request)).isInstanceOf(Result.Resolved.class);
  }

  private Result resolve(Caller caller, Request request) {
    return resolveRoutes.resolve(caller, request);
  }

  private List<Candidate> candidates(Request request) {
    return switch (resolve(saldo.caller, request)) {
      case Result.Resolved(Resolution.Resolved resolved) -> resolved.candidates();
      case Result other -> throw new AssertionError("nothing offered: " + other);
    };
  }

  private Reason reason(Request request) {
    return switch (resolve(saldo.caller, request)) {
      case Result.Resolved(Resolution.Unresolved unresolved) -> unresolved.reason();
      case Result other -> throw new AssertionError("something offered: " + other);
    };
  }

  private static Request ofPlan(String plan, String feature) {
    return new Request(
        Optional.empty(),
        Optional.of(plan),
        feature,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Request ofCustomer(Optional<String> user, Optional<String> profile) {
    return new Request(
        Optional.of(SCHOOL),
        Optional.empty(),
        "diary_analysis",
        profile,
        Optional.empty(),
        user.map(Key::new),
        Optional.empty(),
        Optional.empty());
  }
}
