package dev.saldo.out.postgres.wallet;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.Call;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Route;
import dev.saldo.domain.wallet.Standing;
import dev.saldo.out.postgres.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The stored forms of what the ledger keeps as documents. */
final class LedgerJson {
  static final JsonMapper MAPPER =
      Json.mapper()
          .addMixIn(Estimate.class, EstimateForm.class)
          .addMixIn(Outcome.class, AnswerCodec.Form.class)
          .build();

  private LedgerJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Estimate.OfUsage.class, name = "usage"),
    @JsonSubTypes.Type(value = Estimate.OfCredits.class, name = "credits")
  })
  private interface EstimateForm {}

  /** What a hold was made for, and what was frozen with it. */
  record HoldDetail(Call call, Estimate estimate, Hold.Taken route, Hold.Terms terms) {
    static HoldDetail of(Hold hold) {
      return new HoldDetail(hold.call(), hold.estimate(), hold.route(), hold.frozenTerms());
    }
  }

  /**
   * What a decision was made on. Of one that made a hold, the hold tells call and estimate.
   *
   * @param call empty when the hold tells it
   * @param observed empty when nothing was let pass
   */
  record DecisionDetail(
      Instant at,
      String outcome,
      Optional<Call> call,
      Optional<Estimate> estimate,
      boolean allowFallback,
      int catalogVersion,
      String plan,
      int planVersion,
      List<Route> routes,
      List<Seen> counters,
      Optional<List<String>> observed,
      OptionalInt taken,
      Standing standing) {

    /** A counter as it stood. */
    record Seen(CounterKey key, Counter counter) {}

    static DecisionDetail of(DecisionRecord decision) {
      boolean held = decision.taken().isPresent();
      return new DecisionDetail(
          decision.at(),
          decision.outcome(),
          held ? Optional.empty() : Optional.of(decision.call()),
          held ? Optional.empty() : Optional.of(decision.estimate()),
          decision.allowFallback(),
          decision.catalogVersion(),
          decision.plan(),
          decision.planVersion(),
          decision.routes(),
          decision.counters().entrySet().stream()
              .map(seen -> new Seen(seen.getKey(), seen.getValue()))
              .sorted(ORDER)
              .toList(),
          decision.observed().isEmpty()
              ? Optional.empty()
              : Optional.of(decision.observed().stream().sorted().toList()),
          decision.taken(),
          decision.standing());
    }

    private static final Comparator<Seen> ORDER =
        Comparator.comparing((Seen seen) -> seen.key().provider())
            .thenComparing(seen -> seen.key().kind())
            .thenComparing(seen -> seen.key().windowStart());

    /**
     * The decision of this number.
     *
     * @param made the hold that it made; may be empty when call and estimate are here
     */
    DecisionRecord decision(long number, Optional<Hold> made) {
      return new DecisionRecord(
          number,
          at,
          outcome,
          call.or(() -> made.map(Hold::call)).orElseThrow(),
          estimate.or(() -> made.map(Hold::estimate)).orElseThrow(),
          allowFallback,
          catalogVersion,
          plan,
          planVersion,
          routes,
          counters.stream().collect(Collectors.toMap(Seen::key, Seen::counter)),
          Set.copyOf(observed.orElse(List.of())),
          taken,
          standing);
    }
  }
}
