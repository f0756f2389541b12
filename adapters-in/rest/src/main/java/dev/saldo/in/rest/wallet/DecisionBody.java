package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.ExplainDecision.Explained;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Trace;
import dev.saldo.domain.wallet.Call;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Explanation;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.Route;
import dev.saldo.in.rest.problem.Texts;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why a call was authorized or refused, on the wire. */
@Schema(
    name = "Decision",
    description =
        "Why a call was authorized or refused: what was asked, what it was decided on, and what "
            + "became of each candidate. Codes are for programs, texts for people.",
    requiredProperties = {
      "id",
      "outcome",
      "text",
      "at",
      "call",
      "estimate",
      "allow_fallback",
      "catalog_version",
      "plan",
      "plan_version",
      "replayed",
      "matrix",
      "candidates",
      "observed",
      "balance"
    })
public record DecisionBody(
    @Schema(examples = "dec_1m7z3nc7y00001m7z3nbd725m1") String id,
    @Schema(description = "`held`, or the code of the refusal", examples = "daily_limit")
        String outcome,
    @Schema(description = "The outcome in words") String text,
    @Schema(
            description = "The name of the limit that refused; left out when none did",
            examples = "daily")
        @Nullable String limit,
    @Schema(description = "In the customer's time zone") OffsetDateTime at,
    @Schema(description = "What was made of it", examples = "auth_1m7z3nc7y00001m7z3nbd725m1")
        @Nullable String authorization,
    CallBody call,
    EstimateBody estimate,
    boolean allowFallback,
    @Schema(description = "The catalogue it was made on", examples = "7") int catalogVersion,
    @Schema(examples = "professional") String plan,
    @Schema(examples = "1") int planVersion,
    @Schema(
            description =
                "Whether that catalogue's matrix and the rules, asked again on what was stored,"
                    + " lead to this decision")
        boolean replayed,
    @Schema(description = "How the matrix came to its candidates, in order") List<StepBody> matrix,
    @Schema(description = "In the order in which they were tried") List<TriedBody> candidates,
    @Schema(
            description = "The codes of refusals that enforcement `observe` let pass",
            examples = "[\"insufficient_credits\"]")
        Set<String> observed,
    @Schema(description = "After the decision") BalanceBody balance) {

  /** What was asked. */
  @Schema(
      name = "DecidedCall",
      description = "What was asked.",
      requiredProperties = {"feature", "profile", "groups", "metadata"})
  public record CallBody(
      @Nullable String user,
      @Schema(examples = "diary_analysis") String feature,
      @Nullable String activity,
      @Schema(examples = "user") String profile,
      Set<String> groups,
      @Nullable String role,
      @Nullable String model,
      Map<String, String> metadata) {
    static CallBody from(Call call) {
      return new CallBody(
          call.user().orElse(null),
          call.feature(),
          call.activity().orElse(null),
          call.profile(),
          new TreeSet<>(call.groups()),
          call.role().orElse(null),
          call.wanted().map(ModelId::toString).orElse(null),
          call.metadata());
    }
  }

  /** One thing that the matrix looked at. */
  @Schema(
      name = "MatrixStep",
      description = "One thing that the matrix looked at.",
      requiredProperties = {"code", "subject", "text"})
  public record StepBody(
      @Schema(examples = "cell_missing") String code,
      @Schema(description = "The feature, role or provider", examples = "anthropic") String subject,
      @Schema(examples = "anthropic: the plan has no cell for it") String text) {
    static StepBody from(Trace.Step step, Texts texts) {
      return new StepBody(
          step.code(),
          step.subject(),
          texts.text("matrix." + step.code(), Map.of("subject", step.subject())));
    }
  }

  /** What became of a candidate. */
  @Schema(
      name = "TriedCandidate",
      description = "What became of a candidate.",
      requiredProperties = {"model", "role", "weight", "limits", "steps", "verdict", "text"})
  public record TriedBody(
      @Schema(examples = "openai/gpt-4o-mini") String model,
      @Schema(examples = "analysis") String role,
      @Schema(examples = "1") String weight,
      @Schema(description = "What it would have held; left out without a price", examples = "3")
          @Nullable String credits,
      @Schema(description = "Version and row of the price list") @Nullable AppliedPriceBody price,
      @Schema(description = "Before this call") List<LimitBody> limits,
      @Schema(description = "Every rule that was looked at for it, in order, in words")
          List<CandidateStepBody> steps,
      @Schema(
              description =
                  "`taken`, `price_missing`, `margin_below_floor`, `limit_reached`,"
                      + " `wallet_refused` or `not_tried`",
              examples = "limit_reached")
          String verdict,
      String text) {
    static TriedBody from(Explanation.Tried tried, DecisionRecord decision, Texts texts) {
      Route route = tried.route();
      String verdict = WireText.word(tried.verdict());
      return new TriedBody(
          route.candidate().model().toString(),
          route.candidate().role(),
          route.candidate().weight().stripTrailingZeros().toPlainString(),
          route.price().map(price -> price.credits().toString()).orElse(null),
          route
              .price()
              .map(price -> new AppliedPriceBody(price.version(), price.rule()))
              .orElse(null),
          LimitBody.from(tried.limits(), decision.standing().zone()),
          CandidateStepBody.from(tried, decision, texts),
          verdict,
          texts.text("verdict." + verdict, Map.of("model", route.candidate().model().toString())));
    }
  }

  static DecisionBody from(Explained explained, Texts texts) {
    DecisionRecord decision = explained.explanation().decision();
    ZoneId zone = decision.standing().zone();
    Optional<String> limit =
        explained.explanation().refusingLimit().map(state -> state.limit().name());
    return new DecisionBody(
        explained.id().toString(),
        decision.outcome(),
        texts.text(
            "outcome." + decision.outcome(), limit.map(DecisionBody::named).orElse(Map.of())),
        limit.orElse(null),
        OffsetDateTime.ofInstant(decision.at(), zone),
        decision.taken().isPresent()
            ? new HoldId(explained.id().wallet(), decision.number()).toString()
            : null,
        CallBody.from(decision.call()),
        EstimateBody.from(decision.estimate()),
        decision.allowFallback(),
        decision.catalogVersion(),
        decision.plan(),
        decision.planVersion(),
        explained.isReplayed(),
        explained.matrix().trace().steps().stream()
            .map(step -> StepBody.from(step, texts))
            .toList(),
        explained.explanation().candidates().stream()
            .map(tried -> TriedBody.from(tried, decision, texts))
            .toList(),
        new TreeSet<>(decision.observed()),
        BalanceBody.from(decision.standing()));
  }

  private static Map<String, String> named(String limit) {
    return Map.of("limit", limit);
  }
}
