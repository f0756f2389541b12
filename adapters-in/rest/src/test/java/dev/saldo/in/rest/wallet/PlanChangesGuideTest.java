package dev.saldo.in.rest.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.catalog.CatalogEdit;
import dev.saldo.application.wallet.ChangeCustomerPlan;
import dev.saldo.application.wallet.PutCustomer;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AllowanceChange;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.PlanChangeOutcome;
import dev.saldo.in.rest.wire.StrictJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The plan changes that the guide to cycles shows: one that is asked for, and an answer. */
class PlanChangesGuideTest {
  private static final ZoneId UTC = ZoneId.of("UTC");

  @Test
  void asksAndAnswersAsTheGuideShows() throws Exception {
    List<String> blocks =
        Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("..", "..", "docs", "cycles.md")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(blocks).hasSize(2);

    assertThat(StrictJson.MAPPER.readValue(blocks.getFirst(), PlanChangeRequest.class).toCommand())
        .isEqualTo(
            new ChangeCustomerPlan.Request(
                "premium", OptionalInt.of(2), Optional.of(ChangeTime.END_OF_CYCLE)));
    assertThat(answer()).isEqualTo(StrictJson.MAPPER.readTree(blocks.getLast()));
  }

  /** From 200 to 1,000 at half of November. */
  private static JsonNode answer() throws Exception {
    InMemorySaldo saldo =
        new InMemorySaldo(
            new CatalogEdit().plan(plan("small", 200)).plan(plan("large", 1_000)).document());
    saldo.clock.set(Instant.parse("2026-11-01T00:00:00Z"));
    Key school = new Key("school-42");
    saldo.putCustomer.put(
        saldo.caller,
        school,
        new PutCustomer.Request(
            Optional.of("small"),
            Optional.of(UTC),
            OptionalInt.empty(),
            new AllowanceChange.ToPlans(),
            Optional.empty(),
            Set.of(),
            Map.of()),
        Untold.audit());
    saldo.clock.set(Instant.parse("2026-11-16T00:00:00Z"));
    ChangeCustomerPlan change =
        new ChangeCustomerPlan(saldo.customers, saldo.catalog, saldo.ledger, saldo.auditLog);
    ChangeCustomerPlan.Result.Answered answered =
        (ChangeCustomerPlan.Result.Answered)
            change.preview(
                saldo.caller,
                school,
                new ChangeCustomerPlan.Request("large", OptionalInt.empty(), Optional.empty()));
    PlanChangeOutcome.Changed changed = (PlanChangeOutcome.Changed) answered.outcome();
    return StrictJson.MAPPER.readTree(
        StrictJson.MAPPER.writeValueAsString(PlanChangeBody.from(changed.change(), UTC)));
  }

  private static Plan plan(String slug, long allowance) {
    return new Plan(
        new PlanTerms(
            slug, 1, Credits.of(allowance), Enforcement.HARD, OverrunPolicy.CHARGE, Credits.ZERO),
        slug,
        Optional.empty(),
        Optional.empty());
  }
}
