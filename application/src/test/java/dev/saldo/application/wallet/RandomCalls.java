package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.Samples.CLAUDE;
import static dev.saldo.application.wallet.Samples.MINI;
import static dev.saldo.application.wallet.Samples.candidate;

import dev.saldo.domain.Credits;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Period;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.Margin;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.Authorize.Routes;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.Route;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Calls that somebody wants to make, as a script needs them. */
final class RandomCalls {
  private static final int STALE_CATALOG = 7;

  private final Random random;

  RandomCalls(Random random) {
    this.random = random;
  }

  /** The parts of a command that vary. */
  private record Parts(Estimate estimate, boolean free, int catalog, Routes routes) {
    static Parts of(Authorize plain) {
      return new Parts(plain.estimate(), plain.free(), plain.catalogVersion(), plain.resolution());
    }

    Parts with(Routes other) {
      return new Parts(estimate, free, catalog, other);
    }

    Parts with(Estimate other, Credits price) {
      return new Parts(other, free, catalog, each(route -> priced(route, price)));
    }

    Parts withoutPrice() {
      return with(each(route -> new Route(route.candidate(), Optional.empty())));
    }

    Parts forFree() {
      return new Parts(estimate, true, catalog, each(route -> priced(route, Credits.ZERO)));
    }

    Parts unlimited() {
      return with(each(route -> new Route(unlimited(route.candidate()), route.price())));
    }

    private Routes each(UnaryOperator<Route> change) {
      return switch (routes) {
        case Routes.Offered(List<Route> offered, Period holds) ->
            new Routes.Offered(offered.stream().map(change).toList(), holds);
        case Routes.None none -> none;
      };
    }

    /** Costs more than it brings, on a plan that minds. */
    Parts atALoss() {
      Margin loss = new Margin(BigDecimal.ONE, Optional.empty(), BigDecimal.ZERO, "BRL");
      return with(each(route -> new Route(route.candidate(), route.price(), Optional.of(loss))));
    }

    private static Route priced(Route route, Credits credits) {
      return new Route(route.candidate(), Optional.of(new Route.Price(credits, 1, "given")));
    }

    private static Candidate unlimited(Candidate candidate) {
      return new Candidate(
          candidate.model(),
          candidate.providerName(),
          candidate.role(),
          candidate.weight(),
          candidate.dailyCalls(),
          candidate.monthlyCalls(),
          candidate.origin(),
          Optional.of(Enforcement.UNLIMITED),
          candidate.degraded());
    }
  }

  /** A child of a run, which may not be there. */
  Authorize child(HoldId run, PlanTerms plan) {
    Authorize own = authorize(run.wallet(), plan);
    return new Authorize(
        own.tenant(),
        own.wallet(),
        own.key(),
        own.actor(),
        own.call(),
        own.estimate(),
        own.allowFallback(),
        Duration.ofMinutes(5 + random.nextInt(20)),
        own.free(),
        own.catalogVersion(),
        own.terms(),
        own.resolution(),
        own.limits(),
        OptionalLong.of(run.number()));
  }

  Authorize authorize(WalletId wallet, PlanTerms plan) {
    Optional<Long> daily = random.nextBoolean() ? Optional.of(3L) : Optional.empty();
    Candidate first = candidate(MINI, daily, Optional.of(random.nextInt(5) == 0 ? 6L : 30L));
    Candidate second = candidate(CLAUDE, Optional.of(2L), Optional.empty());
    long tokens = random.nextInt(10) == 0 ? random.nextInt(900_000) : random.nextInt(30_000);
    Authorize plain =
        random.nextBoolean()
            ? Samples.authorize(wallet, plan, tokens, first)
            : Samples.authorize(wallet, plan, tokens, first, second);
    String user = List.of("ana", "ana", "bia", "").get(random.nextInt(4));
    Authorize limited = Samples.limited(Samples.withCall(plain, Samples.call(user)), limits(user));
    Authorize called = with(limited, plain.tenant(), vary(Parts.of(plain)));
    return random.nextInt(3) == 0
        ? called
        : Samples.withKey(
            called, Samples.key("authorize", "a" + random.nextInt(2000), "c" + random.nextInt(2)));
  }

  /** Often none; else some of every kind, tight enough to be reached now and then. */
  private Limit[] limits(String user) {
    List<Limit> all =
        List.of(
            Samples.limit("all-tokens", 90_000, LimitUnit.TOKENS, WindowKind.HOUR),
            Samples.limit("all-credits", 400_000_000, LimitUnit.CREDITS, WindowKind.CYCLE),
            Samples.limit("all-open", 3, LimitUnit.CALLS, WindowKind.OPEN),
            Samples.limit("all-rate", 4, LimitUnit.CALLS, WindowKind.RATE),
            new Limit(
                "user-rate",
                new Meter(user, "", "openai", LimitUnit.TOKENS, WindowKind.RATE),
                40_000,
                false),
            new Limit(
                "user-week",
                new Meter(
                    user, "diary_analysis", MINI.toString(), LimitUnit.CALLS, WindowKind.WEEK),
                5 + random.nextInt(2),
                random.nextBoolean()),
            new Limit(
                "user-day",
                Meter.ofCalls(user, "diary_analysis", "anthropic", WindowKind.DAY),
                4,
                false));
    return random.nextInt(3) == 0
        ? all.stream().filter(_ -> random.nextBoolean()).toArray(Limit[]::new)
        : new Limit[0];
  }

  private Parts vary(Parts plain) {
    return switch (random.nextInt(30)) {
      case 0 -> {
        Resolution.Reason[] reasons = Resolution.Reason.values();
        yield plain.with(new Routes.None(reasons[random.nextInt(reasons.length)], Period.ALWAYS));
      }
      case 1 -> plain.withoutPrice();
      case 2 -> new Parts(plain.estimate(), plain.free(), STALE_CATALOG, plain.routes());
      case 3 -> plain.forFree();
      case 4 -> plain.unlimited();
      case 5, 6 -> {
        Credits flat = new Credits(random.nextInt(9_000_000));
        yield plain.with(new Estimate.OfCredits(flat), flat);
      }
      case 7 -> {
        TokenUsage two = new TokenUsage(2, Map.of(), Map.of("page", 2L));
        yield plain.with(new Estimate.OfUsage(two), Credits.of(1));
      }
      case 8 -> plain.atALoss();
      default -> plain;
    };
  }

  /** The same command by another tenant. */
  static Authorize ofTenant(TenantId tenant, Authorize command) {
    return with(command, tenant, Parts.of(command));
  }

  private static Authorize with(Authorize command, TenantId tenant, Parts parts) {
    return new Authorize(
        tenant,
        command.wallet(),
        command.key(),
        command.actor(),
        command.call(),
        parts.estimate(),
        command.allowFallback(),
        Duration.ofMinutes(15),
        parts.free(),
        parts.catalog(),
        command.terms(),
        parts.routes(),
        command.limits(),
        command.parent());
  }
}
