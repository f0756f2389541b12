package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.Samples.ACTOR;
import static dev.saldo.application.wallet.Samples.CLAUDE;
import static dev.saldo.application.wallet.Samples.MINI;
import static dev.saldo.application.wallet.Samples.OTHER_TENANT;
import static dev.saldo.application.wallet.Samples.TENANT;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenPricing;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Adjust;
import dev.saldo.domain.wallet.Adjustment;
import dev.saldo.domain.wallet.Adjustment.Direction;
import dev.saldo.domain.wallet.AllowanceChange;
import dev.saldo.domain.wallet.Amend;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.ChangeCycle;
import dev.saldo.domain.wallet.ChangeFreeze;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.ChangeZone;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.Extend;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Release;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.domain.wallet.Settle;
import dev.saldo.domain.wallet.VoidGrant;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;

/** Commands as a script needs them: mostly sensible, now and then not. */
final class RandomCommands {
  static final PlanTerms FIRST_PLAN = Samples.plan("free", 100);

  private static final List<PlanTerms> PLANS =
      List.of(
          FIRST_PLAN,
          ofVersion(2, Samples.plan("free", 180)),
          anniversary(
              Samples.plan("professional", 120, Enforcement.HARD, OverrunPolicy.DEBT_UP_TO, 20),
              Optional.empty()),
          anniversary(
              Samples.plan("premium", 200, Enforcement.HARD, OverrunPolicy.CAP_AT_HOLD, 50),
              Optional.of(Rollover.forCycles(Credits.of(70), 2))),
          rolling(Samples.plan("saver", 150, Enforcement.HARD, OverrunPolicy.CHARGE, 5)),
          Samples.plan("strict", 80, Enforcement.HARD, OverrunPolicy.REJECT, 0),
          Samples.plan("observed", 60, Enforcement.OBSERVE, OverrunPolicy.CHARGE, 10),
          Samples.plan("unlimited", 0, Enforcement.UNLIMITED, OverrunPolicy.CHARGE, 0));
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("America/Sao_Paulo"),
          ZoneId.of("Pacific/Kiritimati"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("UTC"));
  private static final ModelId GROK = ModelId.parse("xai/grok");

  /** Prices the models of the routes and no others. */
  private static final PriceBook PRICES = book(1);

  /** A book without the list that the holds were priced with. */
  private static final PriceBook LATER_PRICES = book(2);

  private final Random random;
  private final RandomCalls calls;
  private final RandomUsage usage;

  RandomCommands(Random random) {
    this.random = random;
    this.calls = new RandomCalls(random);
    this.usage = new RandomUsage(random, PRICES);
  }

  LedgerCommand<?> authorize(WalletId wallet, PlanTerms plan) {
    return calls.authorize(wallet, plan);
  }

  LedgerCommand<?> child(HoldId run, PlanTerms plan) {
    return calls.child(run, plan);
  }

  LedgerCommand<?> chargeUsage(WalletId wallet, PlanTerms plan, Instant now) {
    return usage.charge(TENANT, wallet, plan, now);
  }

  LedgerCommand<?> extend(HoldId hold) {
    return extend(TENANT, hold, random.nextInt(3) == 0 ? key("extend", 300) : Optional.empty());
  }

  private LedgerCommand<?> extend(TenantId tenant, HoldId hold, Optional<CommandKey> key) {
    Credits more =
        random.nextInt(3) == 0
            ? Credits.ZERO
            : new Credits(random.nextInt(8) == 0 ? 400_000_000 : 1 + random.nextInt(9_000_000));
    Optional<Duration> lifetime =
        more.isZero() || random.nextBoolean()
            ? Optional.of(Duration.ofMinutes(random.nextInt(8) == 0 ? 1440 : random.nextInt(90)))
            : Optional.empty();
    return new Extend(tenant, hold, key, ACTOR, more, lifetime);
  }

  LedgerCommand<?> amend(HoldId hold) {
    return amend(TENANT, hold, random.nextInt(3) == 0 ? key("amend", 300) : Optional.empty());
  }

  private LedgerCommand<?> amend(TenantId tenant, HoldId hold, Optional<CommandKey> key) {
    long input = random.nextInt(4) == 0 ? 0 : random.nextInt(40_000);
    Amend.Report report =
        new Amend.Report(
            new TokenUsage(
                1 + random.nextInt(2),
                TokenUsage.ofTokens(input, 0).tokens(),
                random.nextInt(5) == 0 ? Map.of("page", 1L + random.nextInt(9)) : Map.of()),
            Evidence.PROVIDER_FINAL,
            pick(List.of(Optional.empty(), Optional.of(CLAUDE), Optional.of(GROK))),
            random.nextInt(10) != 0);
    return new Amend(
        tenant,
        hold,
        key,
        key.map(CommandKey::content).orElse(Samples.content(report.toString())),
        ACTOR,
        report,
        random.nextInt(5) == 0 ? Map.of("request", "r-" + input) : Map.of(),
        random.nextInt(50) == 0 ? LATER_PRICES : PRICES);
  }

  LedgerCommand<?> grant(WalletId wallet, Instant now) {
    GrantSource source =
        pick(List.of(GrantSource.PURCHASE, GrantSource.PROMO, GrantSource.ADJUSTMENT));
    Optional<Instant> expires =
        switch (random.nextInt(3)) {
          case 0 -> Optional.empty();
          case 1 -> Optional.of(now.plusSeconds(random.nextInt(1500) - 100));
          default -> Optional.of(now.plusSeconds(random.nextInt(400_000)));
        };
    Optional<Instant> effective =
        random.nextInt(4) == 0
            ? Optional.of(now.plusSeconds(random.nextInt(200_000)))
            : Optional.empty();
    return new IssueGrant(
        TENANT,
        wallet,
        key("grant", 500),
        ACTOR,
        random.nextInt(50) == 0 ? Credits.MAX : new Credits(1 + random.nextInt(15_000_000)),
        source,
        random.nextInt(101),
        effective,
        expires,
        scope(),
        Optional.empty(),
        random.nextBoolean() ? Optional.of("because") : Optional.empty());
  }

  /** By hand: corrections up and down, grants taken back, and a freeze that seldom lasts. */
  LedgerCommand<?> byHand(WalletId wallet, Optional<GrantId> grant) {
    return byHand(TENANT, wallet, grant, random.nextInt(6));
  }

  private LedgerCommand<?> byHand(
      TenantId tenant, WalletId wallet, Optional<GrantId> grant, int kind) {
    return switch (kind) {
      case 0 -> {
        Optional<CommandKey> key = random.nextBoolean() ? key("freeze", 15) : Optional.empty();
        yield new ChangeFreeze(tenant, wallet, key, random.nextInt(6) == 0, ACTOR);
      }
      case 1, 2 -> {
        Credits credits =
            random.nextInt(30) == 0 ? Credits.MAX : new Credits(1 + random.nextInt(20_000_000));
        Adjustment adjustment = new Adjustment(pick(List.of(Direction.values())), credits);
        yield new Adjust(tenant, wallet, key("adjust", 300), ACTOR, adjustment, "counted");
      }
      default -> {
        GrantId id = grant.orElseGet(() -> new GrantId(wallet, random.nextInt(1000)));
        Optional<CommandKey> key = random.nextBoolean() ? key("void", 100) : Optional.empty();
        yield new VoidGrant(tenant, id, key, ACTOR, "by mistake");
      }
    };
  }

  private Scope scope() {
    return switch (random.nextInt(5)) {
      case 0 -> new Scope(Set.of("diary_analysis"), Set.of());
      case 1 -> new Scope(Set.of(), Set.of("anthropic"));
      case 2 -> new Scope(Set.of("other"), Set.of());
      default -> Scope.ALL;
    };
  }

  /** Mostly another plan, now and then no other after all. */
  LedgerCommand<?> changePlan(WalletId wallet) {
    if (random.nextInt(5) == 0) {
      return new CancelPlanChange(TENANT, wallet, ACTOR);
    }
    Optional<CommandKey> key = random.nextBoolean() ? key("plan", 100) : Optional.empty();
    return new ChangePlan(TENANT, wallet, key, pick(PLANS), time(), ACTOR);
  }

  private Optional<ChangeTime> time() {
    return pick(
        List.of(
            Optional.<ChangeTime>empty(),
            Optional.of(ChangeTime.NOW),
            Optional.of(ChangeTime.END_OF_CYCLE)));
  }

  private LedgerCommand<?> changeCycle(TenantId tenant, WalletId wallet) {
    OptionalInt anchor =
        random.nextBoolean() ? OptionalInt.of(pick(List.of(1, 15, 28, 31))) : OptionalInt.empty();
    AllowanceChange allowance =
        switch (random.nextInt(4)) {
          case 0 -> new AllowanceChange.Unchanged();
          case 1 -> new AllowanceChange.ToPlans();
          default -> new AllowanceChange.ToOwn(Credits.of(random.nextInt(150)));
        };
    return new ChangeCycle(tenant, wallet, anchor, allowance, ACTOR);
  }

  /** Another zone or day, what is overdue, or opening what is open. */
  LedgerCommand<?> maintain(WalletId wallet) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> new ChangeZone(TENANT, wallet, pick(ZONES), ACTOR);
      case 2, 3 -> new ExpireDue(TENANT, wallet);
      case 4 -> changeCycle(TENANT, wallet);
      default -> Samples.open(wallet, pick(PLANS));
    };
  }

  /** Somebody who has no wallet of this id. */
  LedgerCommand<?> ofAnotherTenant(WalletId wallet, HoldId hold) {
    return switch (random.nextInt(14)) {
      case 13 -> usage.charge(OTHER_TENANT, wallet, FIRST_PLAN, Samples.START);
      case 9 -> extend(OTHER_TENANT, hold, Optional.empty());
      case 10 -> amend(OTHER_TENANT, hold, Optional.empty());
      case 11, 12 -> byHand(OTHER_TENANT, wallet, Optional.empty(), random.nextInt(4));
      case 0 -> new ExpireDue(OTHER_TENANT, wallet);
      case 1 -> new ChangeZone(OTHER_TENANT, wallet, pick(ZONES), ACTOR);
      case 2 -> new ChangePlan(OTHER_TENANT, wallet, Optional.empty(), pick(PLANS), time(), ACTOR);
      case 3 -> new Release(OTHER_TENANT, hold, Optional.empty(), ACTOR, Optional.empty());
      case 4 -> settle(OTHER_TENANT, hold, Optional.empty());
      case 5 -> RandomCalls.ofTenant(OTHER_TENANT, Samples.authorize(wallet, FIRST_PLAN, 1000));
      case 6 -> new CancelPlanChange(OTHER_TENANT, wallet, ACTOR);
      case 7 -> changeCycle(OTHER_TENANT, wallet);
      default ->
          new IssueGrant(
              OTHER_TENANT,
              wallet,
              key("grant", 500),
              ACTOR,
              Credits.of(1),
              GrantSource.PROMO,
              0,
              Optional.empty(),
              Optional.empty(),
              Scope.ALL,
              Optional.empty(),
              Optional.empty());
    };
  }

  LedgerCommand<?> release(HoldId hold) {
    Optional<CommandKey> key = random.nextInt(4) == 0 ? key("release", 300) : Optional.empty();
    Optional<String> why = random.nextInt(4) == 0 ? Optional.of("gave up") : Optional.empty();
    return new Release(TENANT, hold, key, ACTOR, why);
  }

  LedgerCommand<?> settle(HoldId hold) {
    return settle(TENANT, hold, random.nextInt(6) == 0 ? key("settle", 500) : Optional.empty());
  }

  private Settle settle(TenantId tenant, HoldId hold, Optional<CommandKey> key) {
    long input = random.nextInt(8) == 0 ? 0 : random.nextInt(40_000);
    TokenUsage reported =
        new TokenUsage(
            1 + random.nextInt(2),
            TokenUsage.ofTokens(input, random.nextInt(1000)).tokens(),
            random.nextInt(5) == 0 ? Map.of("page", 1L + random.nextInt(9)) : Map.of());
    Optional<TokenUsage> usage = random.nextInt(8) == 0 ? Optional.empty() : Optional.of(reported);
    boolean succeeded = random.nextInt(10) != 0;
    ModelId model =
        switch (random.nextInt(6)) {
          case 0 -> CLAUDE;
          case 1 -> GROK;
          default -> MINI;
        };
    return new Settle(
        tenant,
        hold,
        key,
        key.map(CommandKey::content).orElse(Samples.content(usage + " on " + model + succeeded)),
        ACTOR,
        usage,
        random.nextInt(3) == 0 ? Evidence.ESTIMATED : Evidence.PROVIDER_FINAL,
        random.nextBoolean() ? Optional.of(model) : Optional.empty(),
        succeeded,
        random.nextInt(5) == 0 ? Map.of("request", "r-" + input) : Map.of(),
        random.nextInt(50) == 0 ? LATER_PRICES : PRICES);
  }

  /** One of so many keys, with one of two contents. */
  private Optional<CommandKey> key(String operation, int keys) {
    String key = operation.charAt(0) + Integer.toString(random.nextInt(keys));
    return Optional.of(Samples.key(operation, key, "c" + random.nextInt(2)));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static PlanTerms ofVersion(int version, PlanTerms plan) {
    return new PlanTerms(
        plan.plan(),
        version,
        plan.allowance(),
        plan.enforcement(),
        plan.overrun(),
        plan.debtLimit());
  }

  private static PlanTerms anniversary(PlanTerms plan, Optional<Rollover> rollover) {
    return new PlanTerms(
        plan.plan(),
        plan.version(),
        plan.allowance(),
        plan.enforcement(),
        plan.overrun(),
        plan.debtLimit(),
        CycleKind.ANNIVERSARY_MONTH,
        rollover);
  }

  private static PlanTerms rolling(PlanTerms plan) {
    return new PlanTerms(
        plan.plan(),
        plan.version(),
        plan.allowance(),
        plan.enforcement(),
        plan.overrun(),
        plan.debtLimit(),
        CycleKind.CALENDAR_MONTH,
        Optional.of(Rollover.forDays(Credits.of(1_000), 10)));
  }

  private static PriceBook book(int version) {
    Price perThousand =
        Price.of(new PriceComponent.PerTokenBlock(1000, Credits.of(1)), Rounding.UP_TO_CREDIT);
    List<PriceRow> rows =
        List.of(MINI.provider(), CLAUDE.provider()).stream()
            .map(
                provider ->
                    new PriceRow(
                        Optional.empty(), Optional.empty(), Optional.of(provider), perThousand))
            .toList();
    return new PriceBook(
        List.of(new TokenPricing(version, Instant.EPOCH, rows)), Samples.PRICES.costs());
  }
}
