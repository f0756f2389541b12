package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.Samples.ACTOR;
import static dev.saldo.application.wallet.Samples.CLAUDE;
import static dev.saldo.application.wallet.Samples.MINI;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.ChargeUsage;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.Serving;
import dev.saldo.domain.wallet.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Usage without a hold, of some minutes or some weeks ago, reported once or again. */
final class RandomUsage {
  private static final int EVENTS = 120;

  private final Random random;
  private final PriceBook prices;

  RandomUsage(Random random, PriceBook prices) {
    this.random = random;
    this.prices = prices;
  }

  ChargeUsage charge(TenantId tenant, WalletId wallet, PlanTerms plan, Instant now) {
    UsageEvent event =
        new UsageEvent(
            new UsageEvent.Name("tutor", "e-" + random.nextInt(EVENTS)),
            now.minus(age()),
            Samples.call(random.nextBoolean() ? "ana" : ""),
            new TokenUsage(
                random.nextInt(3),
                TokenUsage.ofTokens(random.nextInt(12_000), random.nextInt(1000)).tokens(),
                random.nextInt(5) == 0 ? Map.of("page", 1L + random.nextInt(9)) : Map.of()),
            Evidence.PROVIDER_FINAL,
            random.nextInt(10) != 0);
    return new ChargeUsage(
        tenant,
        wallet,
        ACTOR,
        event,
        Samples.content("c" + random.nextInt(2)),
        serving(),
        random.nextInt(10) == 0,
        List.of(
            Samples.limit("weekly", 100, LimitUnit.CALLS, WindowKind.WEEK),
            Samples.limit("of_cycle", 100, LimitUnit.CREDITS, WindowKind.CYCLE)),
        random.nextInt(30) == 0 ? 2 : 1,
        plan,
        prices);
  }

  private Serving serving() {
    if (random.nextInt(30) == 0) {
      return new Serving.Unknown(Resolution.Reason.FEATURE_UNKNOWN);
    }
    Optional<Enforcement> cell =
        random.nextInt(10) == 0 ? Optional.of(Enforcement.OBSERVE) : Optional.empty();
    ModelId model = random.nextInt(4) == 0 ? CLAUDE : MINI;
    return new Serving.ByModel(model, "analysis", List.of(MINI), cell);
  }

  private Duration age() {
    return switch (random.nextInt(12)) {
      case 0 -> Duration.ofDays(random.nextInt(40));
      case 1 -> Duration.ofMinutes(-random.nextInt(8));
      case 2, 3 -> Duration.ofHours(random.nextInt(60));
      default -> Duration.ofSeconds(random.nextInt(4_000));
    };
  }
}
