package dev.saldo.verification.simulation;

import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.Money;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.matrix.Period;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.AllowanceChange;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.Call;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.ChangeCycle;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.Evidence;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.Route;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.domain.wallet.Settle;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What callers want, within what the naive model knows: in UTC, 1 credit per started 1,000. */
final class Wishes {
  private static final PlanTerms FREE = Samples.plan("free", 20);
  private static final List<PlanTerms> PLANS =
      List.of(
          FREE,
          plan("up_to", 12, OverrunPolicy.DEBT_UP_TO, 6, CycleKind.ANNIVERSARY_MONTH, null),
          plan(
              "capped",
              40,
              OverrunPolicy.CAP_AT_HOLD,
              10,
              CycleKind.CALENDAR_MONTH,
              Rollover.forDays(Credits.of(15), 40)),
          plan(
              "saver",
              18,
              OverrunPolicy.CHARGE,
              0,
              CycleKind.ANNIVERSARY_MONTH,
              Rollover.forCycles(Credits.of(7), 2)),
          plan("strict", 0, OverrunPolicy.REJECT, 3, CycleKind.CALENDAR_MONTH, null));
  private static final List<Optional<ChangeTime>> TIMES =
      List.of(Optional.empty(), Optional.of(ChangeTime.NOW), Optional.of(ChangeTime.END_OF_CYCLE));
  private static final String SCOPED = "user_chat";
  private static final List<String> FEATURES = List.of("diary_analysis", "diary_analysis", SCOPED);
  private static final int TOKENS_OF_CREDIT = 1_000;
  private static final int MICROS_MAX = 9_000_000;

  private final World world;
  private final Set<WalletId> opened = new HashSet<>();
  private int keys;

  Wishes(World world) {
    this.world = world;
  }

  private static PlanTerms plan(
      String slug,
      long allowance,
      OverrunPolicy overrun,
      long debt,
      CycleKind cycle,
      @Nullable Rollover rollover) {
    return new PlanTerms(
        slug,
        1,
        Credits.of(allowance),
        Enforcement.HARD,
        overrun,
        Credits.of(debt),
        cycle,
        Optional.ofNullable(rollover));
  }

  /** Something that a caller might want of a wallet now. */
  Supplier<LedgerCommand<?>> any(WalletId wallet, Chance chance) {
    if (opened.add(wallet) || chance.once(40)) {
      return fixed(open(wallet, chance.pick(PLANS)));
    }
    boolean isHoldKnown = !world.callers().holds(wallet).isEmpty() || chance.once(20);
    return switch (chance.of(isHoldKnown ? 42 : 19)) {
      case 0, 1, 2 -> fixed(grant(wallet, key("grant", chance), chance));
      case 3 -> fixed(changePlan(wallet, chance));
      case 4 -> fixed(other(wallet, chance));
      case 5 -> fixed(new ExpireDue(Samples.TENANT, wallet));
      case 19, 20, 21, 22 -> fixed(release(hold(wallet, chance)));
      case 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 -> authorize(wallet, chance);
      default -> fixed(settle(hold(wallet, chance), chance));
    };
  }

  private static Supplier<LedgerCommand<?>> fixed(LedgerCommand<?> command) {
    return () -> command;
  }

  private static LedgerCommand<?> open(WalletId wallet, PlanTerms plan) {
    return new OpenWallet(
        Samples.TENANT,
        wallet,
        new Key("customer-" + wallet.value()),
        plan,
        ZoneOffset.UTC,
        OptionalInt.empty(),
        Optional.empty(),
        Samples.ACTOR);
  }

  /** A new key, or now and then an old one for something else. */
  private CommandKey key(String operation, Chance chance) {
    int number = keys > 0 && chance.once(12) ? chance.of(keys) : keys++;
    return Samples.key(operation, "k" + number, "content " + chance.of(1_000_000));
  }

  private LedgerCommand<?> grant(WalletId wallet, CommandKey key, Chance chance) {
    GrantSource source =
        chance.pick(List.of(GrantSource.PURCHASE, GrantSource.PROMO, GrantSource.ADJUSTMENT));
    return new IssueGrant(
        Samples.TENANT,
        wallet,
        Optional.of(key),
        Samples.ACTOR,
        new Credits(1 + chance.of(MICROS_MAX)),
        source,
        chance.once(3) ? chance.of(Grant.PRIORITY_MAX + 1) : Grant.DEFAULT_PRIORITY,
        chance.once(4) ? Optional.of(soon(chance)) : Optional.empty(),
        chance.once(3) ? Optional.of(soon(chance)) : Optional.empty(),
        chance.once(3) ? new Scope(Set.of(SCOPED), Set.of()) : Scope.ALL,
        source == GrantSource.PURCHASE ? Optional.of(Money.parse("1", "BRL")) : Optional.empty(),
        Optional.empty());
  }

  /** Whole half hours, so that things fall due together. */
  private Instant soon(Chance chance) {
    return world.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofMinutes(30L * chance.of(100)));
  }

  private LedgerCommand<?> changePlan(WalletId wallet, Chance chance) {
    return new ChangePlan(
        Samples.TENANT,
        wallet,
        Optional.of(key("plan", chance)),
        chance.pick(PLANS),
        chance.pick(TIMES),
        Samples.ACTOR);
  }

  private static LedgerCommand<?> other(WalletId wallet, Chance chance) {
    if (chance.once(2)) {
      return new CancelPlanChange(Samples.TENANT, wallet, Samples.ACTOR);
    }
    AllowanceChange allowance =
        chance.once(2)
            ? new AllowanceChange.ToPlans()
            : new AllowanceChange.ToOwn(Credits.of(chance.of(30)));
    return new ChangeCycle(
        Samples.TENANT, wallet, OptionalInt.of(1 + chance.of(31)), allowance, Samples.ACTOR);
  }

  /** One of the last holds of the wallet that callers were told of, or one that is not there. */
  private HoldId hold(WalletId wallet, Chance chance) {
    List<HoldId> known = world.callers().holds(wallet);
    if (known.isEmpty() || chance.once(40)) {
      return new HoldId(wallet, 1 + chance.of(9));
    }
    return known.get(Math.max(0, known.size() - 1 - chance.of(3)));
  }

  private static LedgerCommand<?> release(HoldId hold) {
    return Samples.release(hold);
  }

  private static LedgerCommand<?> settle(HoldId hold, Chance chance) {
    long tokens = chance.once(6) ? chance.of(30_000) : (long) TOKENS_OF_CREDIT * chance.of(6);
    return new Settle(
        Samples.TENANT,
        hold,
        Optional.empty(),
        Samples.content(Long.toString(tokens)),
        Samples.ACTOR,
        Optional.of(TokenUsage.ofTokens(tokens, 0)),
        Evidence.PROVIDER_FINAL,
        Optional.empty(),
        true,
        Map.of(),
        Samples.PRICES);
  }

  private Supplier<LedgerCommand<?>> authorize(WalletId wallet, Chance chance) {
    Credits wanted =
        new Credits(chance.once(6) ? chance.of(5 * MICROS_MAX) : chance.of(MICROS_MAX));
    CommandKey key = key("authorize", chance);
    String feature = chance.pick(FEATURES);
    Duration lifetime = Duration.ofMinutes(1 + chance.of(60));
    Call call =
        new Call(
            Optional.of("ana"),
            feature,
            Optional.empty(),
            "user",
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    List<Route> routes =
        List.of(
            new Route(
                Samples.candidate(Samples.MINI), Optional.of(new Route.Price(wanted, 1, "given"))));
    return () ->
        new Authorize(
            Samples.TENANT,
            wallet,
            Optional.of(key),
            Samples.ACTOR,
            call,
            new Estimate.OfCredits(wanted),
            false,
            lifetime,
            false,
            1,
            terms(wallet),
            new Authorize.Routes.Offered(routes, Period.ALWAYS),
            List.of(),
            OptionalLong.empty());
  }

  /** The plan that the caller believes the wallet to be on. */
  private PlanTerms terms(WalletId wallet) {
    return world
        .database()
        .wallet(wallet)
        .map(stored -> stored.wallet().termsAt(stored.wallet().timeAt(world.now())))
        .orElse(FREE);
  }
}
