package dev.saldo.out.postgres.wallet;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.saldo.domain.Credits;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.wallet.Call;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Route;
import dev.saldo.domain.wallet.Run;
import dev.saldo.domain.wallet.Standing;
import dev.saldo.out.postgres.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stored forms of what the ledger keeps as documents. */
final class LedgerJson {
  static final JsonMapper MAPPER =
      Json.mapper()
          .addMixIn(Estimate.class, EstimateForm.class)
          .addMixIn(Outcome.class, AnswerCodec.Form.class)
          .addMixIn(LimitState.class, LimitForm.class)
          .addMixIn(Hold.Terms.class, TermsForm.class)
          .build();

  private LedgerJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Estimate.OfUsage.class, name = "usage"),
    @JsonSubTypes.Type(value = Estimate.OfCredits.class, name = "credits")
  })
  private interface EstimateForm {}

  abstract static class TermsForm {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Nullable List<Window> carried;
  }

  @JsonDeserialize(using = LimitStateForm.class)
  private interface LimitForm {}

  /**
   * Names a counter.
   *
   * @param user the subject; a user unless it begins with a mark
   * @param provider the provider or model; empty text for all
   * @param unit left out for calls
   */
  record StoredKey(
      String user,
      String feature,
      String provider,
      Optional<LimitUnit> unit,
      WindowKind kind,
      Instant windowStart) {
    static StoredKey of(CounterKey key) {
      return new StoredKey(
          key.subject(),
          key.feature(),
          key.target(),
          Optional.of(key.unit()).filter(unit -> unit != LimitUnit.CALLS),
          key.kind(),
          key.windowStart());
    }

    CounterKey key() {
      return new CounterKey(
          user, feature, provider, unit.orElse(LimitUnit.CALLS), kind, windowStart);
    }
  }

  /**
   * What a hold was made for, and what was frozen with it.
   *
   * @param counted left out when it counts in its day and month alone
   * @param expected left out when all of it is set aside
   * @param made left out while what was set aside at first is
   * @param run left out when it has had no children
   * @param amendment left out unless its settlement was corrected
   */
  record HoldDetail(
      Call call,
      Estimate estimate,
      Hold.Taken route,
      Hold.Terms terms,
      Optional<List<StoredKey>> counted,
      Optional<Credits> expected,
      Optional<Hold.Made> made,
      Optional<Run> run,
      Optional<Hold.End> amendment) {
    static HoldDetail of(Hold hold) {
      return new HoldDetail(
          hold.call(),
          hold.estimate(),
          hold.route(),
          hold.frozenTerms(),
          filled(hold.counted()).map(keys -> keys.stream().map(StoredKey::of).toList()),
          hold.expected(),
          hold.made(),
          hold.run(),
          hold.amendment());
    }

    List<CounterKey> counters() {
      return counted.orElse(List.of()).stream().map(StoredKey::key).toList();
    }
  }

  private static <T> Optional<List<T>> filled(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  /**
   * What a decision was made on. Of one that made a hold, the hold tells call and estimate.
   *
   * @param call empty when the hold tells it
   * @param enforcement left out when hard
   * @param limits left out when only the matrix limits
   * @param carried left out when no window of an earlier zone ran on
   * @param observed left out when nothing was let pass
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
      Optional<Enforcement> enforcement,
      List<Route> routes,
      Optional<List<Limit>> limits,
      Optional<Window> cycle,
      Optional<List<Window>> carried,
      List<Seen> counters,
      Optional<List<String>> observed,
      OptionalInt taken,
      Standing standing) {

    /** A counter as it stood. */
    record Seen(StoredKey key, Counter counter) {}

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
          Optional.of(decision.enforcement()).filter(rules -> rules != Enforcement.HARD),
          decision.routes(),
          filled(decision.limits()),
          decision.cycle(),
          filled(decision.carried()),
          decision.counters().entrySet().stream()
              .map(seen -> new Seen(StoredKey.of(seen.getKey()), seen.getValue()))
              .sorted(ORDER)
              .toList(),
          filled(decision.observed().stream().sorted().toList()),
          decision.taken(),
          decision.standing());
    }

    private static final Comparator<Seen> ORDER =
        Comparator.comparing((Seen seen) -> seen.key().provider())
            .thenComparing(seen -> seen.key().kind())
            .thenComparing(seen -> seen.key().windowStart())
            .thenComparing(seen -> seen.key().user())
            .thenComparing(seen -> seen.key().feature());

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
          enforcement.orElse(Enforcement.HARD),
          routes,
          limits.orElse(List.of()),
          cycle,
          carried.orElse(List.of()),
          counters.stream().collect(Collectors.toMap(seen -> seen.key().key(), Seen::counter)),
          Set.copyOf(observed.orElse(List.of())),
          taken,
          standing);
    }
  }
}
