package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.MINI;
import static dev.saldo.domain.wallet.Sample.NOON;
import static dev.saldo.domain.wallet.Sample.PRICES;
import static dev.saldo.domain.wallet.Sample.TENANT;
import static dev.saldo.domain.wallet.Sample.WALLET;
import static dev.saldo.domain.wallet.Sample.content;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.limit.LimitRule;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Usage without a hold, as tests write it down; each step gives a new one. It was used a minute
 * before noon, when a started 1,000 tokens cost 1 credit; from noon on they cost 2.
 */
public final class Used {
  private final TokenUsage usage;
  private Instant at = NOON.minus(Duration.ofMinutes(1));
  private String source = "tutor";
  private String id = "e-1";
  private String feature = "diary_analysis";
  private Optional<ModelId> model = Optional.empty();
  private Optional<Enforcement> enforcement = Optional.empty();
  private Optional<Resolution.Reason> reason = Optional.empty();
  private boolean free;
  private boolean succeeded = true;
  private int catalogVersion = 1;
  private List<LimitRule> rules = List.of();
  private PriceBook prices = PRICES;
  private WalletId wallet = WALLET;

  private Used(TokenUsage usage) {
    this.usage = usage;
  }

  /** One call of so many input tokens. */
  public static Used tokens(long tokens) {
    return of(TokenUsage.ofTokens(tokens, 0));
  }

  public static Used of(TokenUsage usage) {
    return new Used(usage);
  }

  private Used with(Consumer<Used> change) {
    Used copy = new Used(usage);
    copy.at = at;
    copy.source = source;
    copy.id = id;
    copy.feature = feature;
    copy.model = model;
    copy.enforcement = enforcement;
    copy.reason = reason;
    copy.free = free;
    copy.succeeded = succeeded;
    copy.catalogVersion = catalogVersion;
    copy.rules = rules;
    copy.prices = prices;
    copy.wallet = wallet;
    change.accept(copy);
    return copy;
  }

  public Used at(Instant time) {
    return with(copy -> copy.at = time);
  }

  Used at(String time) {
    return at(Instant.parse(time));
  }

  public Used named(String event) {
    return with(copy -> copy.id = event);
  }

  Used from(String reporter) {
    return with(copy -> copy.source = reporter);
  }

  Used in(String slug) {
    return with(copy -> copy.feature = slug);
  }

  /** On a model that the matrix did not offer, unless it is the mini. */
  Used on(ModelId served) {
    return with(copy -> copy.model = Optional.of(served));
  }

  Used enforced(Enforcement cell) {
    return with(copy -> copy.enforcement = Optional.of(cell));
  }

  /** Nothing can be said to have served it. */
  Used unserved(Resolution.Reason why) {
    return with(copy -> copy.reason = Optional.of(why));
  }

  Used free() {
    return with(copy -> copy.free = true);
  }

  Used failed() {
    return with(copy -> copy.succeeded = false);
  }

  public Used limited(LimitRule... limits) {
    return with(copy -> copy.rules = Arrays.asList(limits));
  }

  Used priced(PriceBook book) {
    return with(copy -> copy.prices = book);
  }

  public Used resolvedOn(int catalog) {
    return with(copy -> copy.catalogVersion = catalog);
  }

  public Used in(WalletId other) {
    return with(copy -> copy.wallet = other);
  }

  /** The command, prepared for a customer on this plan. */
  public ChargeUsage command(PlanTerms terms) {
    Call call =
        new Call(
            Optional.of("ana"),
            feature,
            Optional.empty(),
            "user",
            Set.of(),
            Optional.empty(),
            model,
            Map.of("trace", "t-9"));
    return new ChargeUsage(
        TENANT,
        wallet,
        ACTOR,
        new UsageEvent(
            new UsageEvent.Name(source, id), at, call, usage, Evidence.PROVIDER_FINAL, succeeded),
        content(usage + " " + at + " " + feature + " " + model),
        reason
            .<Serving>map(Serving.Unknown::new)
            .orElseGet(
                () ->
                    new Serving.ByModel(
                        model.orElse(MINI), "analysis", List.of(MINI), enforcement)),
        free,
        new LimitBook(rules).on(terms.plan(), feature, "ana", Set.of()),
        catalogVersion,
        terms,
        prices);
  }
}
