package dev.saldo.application.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.HoldId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds a request for a call in few words: what is not said is left out. */
public final class CallSample {
  private final String feature;
  private String customer = "school-42";
  private Optional<Key> user = Optional.empty();
  private Optional<String> profile = Optional.empty();
  private Optional<Set<String>> groups = Optional.empty();
  private Optional<String> role = Optional.empty();
  private Optional<ModelId> model = Optional.empty();
  private Optional<Estimate> estimate = Optional.empty();
  private boolean fallback;
  private boolean downgrade;
  private Optional<HoldId> parent = Optional.empty();

  private CallSample(String feature) {
    this.feature = feature;
  }

  /** Somebody at school-42 wants to use a feature. */
  public static CallSample call(String feature) {
    return new CallSample(feature);
  }

  /** Somebody at school-42 wants an analysis of a diary. */
  public static CallSample diaryAnalysis() {
    return call("diary_analysis");
  }

  public CallSample of(String otherCustomer) {
    customer = otherCustomer;
    return this;
  }

  public CallSample by(String name) {
    user = Optional.of(new Key(name));
    return this;
  }

  public CallSample as(String kindOfUser) {
    profile = Optional.of(kindOfUser);
    return this;
  }

  public CallSample in(String... names) {
    groups = Optional.of(Set.of(names));
    return this;
  }

  public CallSample inRole(String name) {
    role = Optional.of(name);
    return this;
  }

  public CallSample on(String wanted) {
    model = Optional.of(ModelId.parse(wanted));
    return this;
  }

  public CallSample tokens(long input, long output) {
    return estimating(new Estimate.OfUsage(TokenUsage.ofTokens(input, output)));
  }

  public CallSample credits(String amount) {
    return estimating(new Estimate.OfCredits(Credits.parse(amount)));
  }

  public CallSample estimating(Estimate expected) {
    estimate = Optional.of(expected);
    return this;
  }

  public CallSample withFallback() {
    fallback = true;
    return this;
  }

  public CallSample withDowngrade() {
    downgrade = true;
    return this;
  }

  public CallSample within(HoldId run) {
    parent = Optional.of(run);
    return this;
  }

  /** The request as said so far. */
  public CallRequest request() {
    return new CallRequest(
        new Key(customer),
        user,
        feature,
        Optional.empty(),
        profile,
        groups,
        role,
        model,
        estimate,
        Authorize.LIFETIME_DEFAULT,
        fallback,
        downgrade,
        Map.of(),
        parent);
  }
}
