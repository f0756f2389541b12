package dev.saldo.verification;

import dev.saldo.verification.model.Amount;
import dev.saldo.verification.model.Call;
import dev.saldo.verification.model.Gift;
import dev.saldo.verification.model.Plan;
import dev.saldo.verification.model.Use;
import dev.saldo.verification.model.Wish;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** What a caller comes to think of, by its seed. */
final class LifeChoices {
  private static final List<String> USERS = List.of("", "ana", "bia", "caio");
  private static final List<String> MODELS =
      List.of(LifeCatalog.OPENAI, LifeCatalog.ANTHROPIC, LifeCatalog.ELSEWHERE);
  private static final List<String> SOURCES = List.of("purchase", "promo", "adjustment");
  private static final int CREDIT = 1_000_000;
  private static final int LIFETIME_MINUTES_MAX = 60;

  private final Random random;

  LifeChoices(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  Wish call() {
    boolean limited = oneIn(3);
    String feature =
        oneIn(60) ? LifeCatalog.REPORTS : oneIn(3) ? LifeCatalog.DIARY : LifeCatalog.CHAT;
    Optional<String> model = oneIn(4) ? Optional.of(oneOf(MODELS)) : Optional.empty();
    int kind = random.nextInt(6);
    return new Wish.Authorize(
        new Call(
            oneOf(USERS),
            limited ? LifeCatalog.LIMITED : LifeCatalog.FREE,
            feature,
            model,
            model.isPresent() && oneIn(2),
            kind < 3 ? Optional.of(estimate()) : Optional.empty(),
            kind == 3 || kind == 4 ? OptionalLong.of(random.nextInt(7_000)) : OptionalLong.empty(),
            Duration.ofMinutes(1 + random.nextInt(LIFETIME_MINUTES_MAX))));
  }

  /** Mostly a few credits, now and then more than there are. */
  private BigInteger estimate() {
    return BigInteger.valueOf(1 + random.nextInt((oneIn(12) ? 150 : 6) * CREDIT));
  }

  /** Less than was expected, as much, more, nothing, or nobody knows. */
  Use use() {
    int kind = random.nextInt(12);
    OptionalLong tokens =
        kind < 2
            ? OptionalLong.empty()
            : OptionalLong.of(kind == 2 ? 0 : random.nextInt(kind == 3 ? 40_000 : 4_500));
    Optional<String> model = oneIn(6) ? Optional.of(oneOf(MODELS)) : Optional.empty();
    return new Use(tokens, model, oneIn(10));
  }

  Wish gift(Instant now) {
    String source = oneOf(SOURCES);
    Optional<Instant> from = oneIn(6) ? Optional.of(soon(now)) : Optional.empty();
    return new Wish.Give(
        new Gift(
            BigInteger.valueOf(1 + random.nextInt(60 * CREDIT)),
            oneIn(3) ? random.nextInt(101) : 50,
            from,
            oneIn(3) ? Optional.empty() : Optional.of(soon(from.orElse(now))),
            source,
            source.equals("purchase") && oneIn(2),
            oneIn(5) ? Optional.of(LifeCatalog.CHAT) : Optional.empty(),
            oneIn(6) ? Optional.of("openai") : Optional.empty()));
  }

  /** On full half hours, so that things fall due together; now and then it is too soon. */
  private Instant soon(Instant now) {
    int halves = oneIn(2) ? random.nextInt(8) : random.nextInt(400);
    return now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(30L * (1 + halves)));
  }

  Wish planChange() {
    List<Plan> plans = LifeCatalog.PLANS;
    return new Wish.ChangePlan(oneOf(plans), oneOf(List.of("now", "end_of_cycle", "")));
  }

  /** The same with another content. */
  Wish other(Wish wish) {
    return switch (wish) {
      case Wish.Authorize(Call call) ->
          new Wish.Authorize(
              new Call(
                  call.user(),
                  call.profile(),
                  call.feature(),
                  call.model(),
                  call.fallback(),
                  call.credits(),
                  call.tokens(),
                  call.lifetime().plusSeconds(1)));
      case Wish.Settle(long hold, Use use) ->
          new Wish.Settle(
              hold,
              new Use(OptionalLong.of(use.tokens().orElse(0) + 1), use.model(), use.failed()));
      case Wish.Give(Gift gift) ->
          new Wish.Give(
              new Gift(
                  gift.amount().add(Amount.ofCredits(1)),
                  gift.priority(),
                  gift.from(),
                  gift.expires(),
                  gift.source(),
                  gift.paid(),
                  gift.feature(),
                  gift.provider()));
      case Wish.ChangePlan(Plan to, String when) ->
          new Wish.ChangePlan(to, when.equals("now") ? "end_of_cycle" : "now");
      case Wish.Release release -> release;
    };
  }

  /** How far the clock moves: minutes as a rule, now and then hours, seldom days. */
  Duration step() {
    return switch (random.nextInt(25)) {
      case 0 -> Duration.ofHours(random.nextInt(24 * 9));
      case 1, 2, 3 -> Duration.ofMinutes(random.nextInt(400));
      default -> Duration.ofSeconds(random.nextInt(700));
    };
  }
}
