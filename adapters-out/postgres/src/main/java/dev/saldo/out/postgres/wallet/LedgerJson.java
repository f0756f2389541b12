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
import java.util.Comparator;
import java.util.List;

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

  /** What a decision was made on. */
  record DecisionDetail(
      Call call,
      Estimate estimate,
      boolean allowFallback,
      List<Route> routes,
      List<Seen> counters,
      Standing standing) {

    /** A counter as it stood. */
    record Seen(CounterKey key, Counter counter) {}

    static DecisionDetail of(DecisionRecord decision) {
      return new DecisionDetail(
          decision.call(),
          decision.estimate(),
          decision.allowFallback(),
          decision.routes(),
          decision.counters().entrySet().stream()
              .map(seen -> new Seen(seen.getKey(), seen.getValue()))
              .sorted(Comparator.comparing(seen -> seen.key().toString()))
              .toList(),
          decision.standing());
    }
  }
}
