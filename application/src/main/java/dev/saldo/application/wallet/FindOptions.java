package dev.saldo.application.wallet;

import dev.saldo.application.wallet.CallResult.Option;
import dev.saldo.application.wallet.PrepareCall.Asking;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Period;
import dev.saldo.domain.plan.Pack;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome.InsufficientCredits;
import dev.saldo.domain.wallet.AuthorizeOutcome.LimitReached;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.Estimate;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Route;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what would let a refused call pass. Each option is tried for real, with the same pure
 * decisions, on a copy of the wallet: what is offered, works.
 */
final class FindOptions {
  /** How many times to come are tried. */
  private static final int TIMES_MAX = 32;

  /** How many times to come at which overrides begin or end are looked at. */
  private static final int TURNS_MAX = 8;

  private final PrepareCall prepare;
  private final Wallets wallets;

  FindOptions(PrepareCall prepare, Wallets wallets) {
    this.prepare = prepare;
    this.wallets = wallets;
  }

  /** The wallet on which options are tried. */
  private record Trial(Asking asking, CallRequest request, Snapshot snapshot, Instant now) {
    Wallet wallet() {
      return snapshot.wallet().orElseThrow();
    }

    Trial on(Snapshot changed) {
      return new Trial(asking, request, changed, now);
    }

    Trial onPlan(PlanTerms terms) {
      return new Trial(asking.onPlan(terms), request, snapshot, now);
    }

    Trial asking(CallRequest other) {
      return new Trial(asking, other, snapshot, now);
    }

    /** Later, on the plan that the customer will be on then. */
    Trial at(Instant later) {
      return new Trial(asking.onPlan(wallet().termsAt(later)), request, snapshot, later);
    }
  }

  List<Option> find(Asking asking, CallRequest request, AuthorizeOutcome.Refused refused) {
    Map<Instant, Authorize> turns = new LinkedHashMap<>();
    Wallets.Sight sight =
        wallets.look(
            asking.tenant(),
            asking.party().customer().wallet(),
            (wallet, now) -> {
              turns.clear();
              turns.putAll(turns(asking, request, now));
              return Stream.concat(
                      everyCommand(asking, request, now).stream()
                          .map(command -> command.reads(wallet, now)),
                      turns.entrySet().stream()
                          .map(turn -> turn.getValue().reads(wallet, turn.getKey())))
                  .reduce(Reads.NOTHING, Reads::plus);
            });
    if (sight.snapshot().wallet().isEmpty()) {
      return List.of();
    }
    Instant now = sight.snapshot().wallet().get().timeAt(sight.now());
    Trial trial = new Trial(asking, request, sight.snapshot(), now);
    List<Option> options = new ArrayList<>();
    options.addAll(packs(trial, refused));
    options.addAll(plans(trial));
    waiting(trial, turns.keySet()).ifPresent(options::add);
    reducing(trial, refused).ifPresent(options::add);
    otherModel(trial).ifPresent(options::add);
    return options;
  }

  /** The call on this plan and all others, on the wanted model and any: what they look at. */
  private Set<Authorize> everyCommand(Asking asking, CallRequest request, Instant now) {
    Set<Authorize> commands = new HashSet<>();
    Stream.concat(Stream.of(asking.terms()), newestPlans(asking))
        .map(asking::onPlan)
        .forEach(
            each -> {
              prepare.prepare(each, request, Optional.empty(), now).ifPresent(commands::add);
              prepare
                  .prepare(each, request.onAnyModel(), Optional.empty(), now)
                  .ifPresent(commands::add);
            });
    return commands;
  }

  /** The call at the times to come at which the matrix will offer something else. */
  private Map<Instant, Authorize> turns(Asking asking, CallRequest request, Instant now) {
    Map<Instant, Authorize> turns = new LinkedHashMap<>();
    Optional<Authorize> command = prepare.prepare(asking, request, Optional.empty(), now);
    while (command.isPresent() && turns.size() < TURNS_MAX) {
      Instant turn = command.get().resolution().holds().until();
      if (turn.equals(Period.ALWAYS.until())) {
        return turns;
      }
      command = prepare.prepare(asking, request, Optional.empty(), turn);
      command.ifPresent(then -> turns.put(turn, then));
    }
    return turns;
  }

  /** What a customer who is moved to a plan gets: its newest version. */
  private static Stream<PlanTerms> newestPlans(Asking asking) {
    return asking.catalog().plans().stream()
        .map(Plan::slug)
        .distinct()
        .flatMap(slug -> asking.catalog().plan(slug).stream())
        .map(Plan::terms);
  }

  private boolean passes(Trial trial) {
    return prepare
        .prepare(trial.asking(), trial.request(), Optional.empty(), trial.now())
        .map(command -> command.answer(trial.snapshot(), trial.now()))
        .filter(FindOptions::isHeld)
        .isPresent();
  }

  private static boolean isHeld(Decision<AuthorizeOutcome> decision) {
    return decision instanceof Decision.Decided<AuthorizeOutcome>(var outcome, var _, var _)
        && outcome instanceof AuthorizeOutcome.Held;
  }

  private static <R extends Outcome> Optional<Snapshot> after(
      Snapshot before, LedgerCommand<R> command, Instant now) {
    return command.answer(before, now) instanceof Decision.Decided<R> decided
        ? Optional.of(before.after(decided.change()))
        : Optional.empty();
  }

  /** Packs of which one is enough, the smallest first. */
  private List<Option> packs(Trial trial, AuthorizeOutcome.Refused refused) {
    if (!(refused.reason() instanceof InsufficientCredits)) {
      return List.of();
    }
    return trial.asking().catalog().packs().stream()
        .sorted(Comparator.comparing(Pack::credits))
        .filter(
            pack ->
                after(trial.snapshot(), purchase(trial, pack), trial.now())
                    .filter(bought -> passes(trial.on(bought)))
                    .isPresent())
        .<Option>map(Option.TopUp::new)
        .toList();
  }

  private static IssueGrant purchase(Trial trial, Pack pack) {
    return new IssueGrant(
        trial.asking().tenant(),
        trial.asking().party().customer().wallet(),
        Optional.empty(),
        Actor.SYSTEM,
        pack.credits(),
        GrantSource.PURCHASE,
        Grant.DEFAULT_PRIORITY,
        Optional.empty(),
        Optional.empty(),
        Scope.ALL,
        Optional.of(pack.price()),
        Optional.empty());
  }

  /** Plans that would allow the call and give no less than this one, the smallest first. */
  private List<Option> plans(Trial trial) {
    PlanTerms current = trial.asking().terms();
    return newestPlans(trial.asking())
        .filter(terms -> !terms.plan().equals(current.plan()))
        .filter(terms -> !terms.givesLessThan(current))
        .sorted(Comparator.comparing(PlanTerms::enforcement).thenComparing(PlanTerms::allowance))
        .filter(terms -> passesOn(trial, terms))
        .<Option>map(terms -> new Option.Upgrade(terms.plan()))
        .toList();
  }

  private boolean passesOn(Trial trial, PlanTerms terms) {
    ChangePlan change =
        new ChangePlan(
            trial.asking().tenant(),
            trial.asking().party().customer().wallet(),
            Optional.empty(),
            terms,
            Optional.of(ChangeTime.NOW),
            Actor.SYSTEM);
    return after(trial.snapshot(), change, trial.now())
        .filter(changed -> passes(trial.on(changed).onPlan(terms)))
        .isPresent();
  }

  /**
   * The first time at which it would pass: a window turns, a cycle renews, a grant arrives, an
   * override begins or ends.
   */
  private Optional<Option> waiting(Trial trial, Set<Instant> turns) {
    return Stream.concat(
            Stream.of(trial.wallet().cycle().end()),
            Stream.concat(
                turns.stream(), Stream.concat(windowEnds(trial), arrivals(trial.snapshot()))))
        .filter(time -> time.isAfter(trial.now()))
        .distinct()
        .sorted()
        .limit(TIMES_MAX)
        .filter(time -> passes(trial.at(time)))
        .findFirst()
        .map(Option.WaitUntil::new);
  }

  private Stream<Instant> windowEnds(Trial trial) {
    return prepare.prepare(trial.asking(), trial.request(), Optional.empty(), trial.now()).stream()
        .flatMap(command -> command.freeingTimes(trial.snapshot(), trial.now()).stream());
  }

  private static Stream<Instant> arrivals(Snapshot snapshot) {
    return snapshot.grants().values().stream().filter(Grant::scheduled).map(Grant::effectiveAt);
  }

  /** The largest output that would pass, when less output is what helps. */
  private Optional<Option> reducing(Trial trial, AuthorizeOutcome.Refused refused) {
    Optional<TokenUsage> expected =
        prepare
            .prepare(trial.asking(), trial.request(), Optional.empty(), trial.now())
            .map(Authorize::estimate)
            .filter(Estimate.OfUsage.class::isInstance)
            .map(estimate -> ((Estimate.OfUsage) estimate).usage());
    if (!isLessWithLess(refused.reason()) || expected.isEmpty()) {
      return Optional.empty();
    }
    TokenUsage usage = expected.get();
    long fits = 0;
    long tooMuch = usage.tokens(TokenClass.OUTPUT);
    while (tooMuch - fits > 1) {
      long middle = fits + (tooMuch - fits) / 2;
      CallRequest smaller =
          trial.request().withEstimate(new Estimate.OfUsage(usage.withOutput(middle)));
      if (passes(trial.asking(smaller))) {
        fits = middle;
      } else {
        tooMuch = middle;
      }
    }
    return fits == 0 ? Optional.empty() : Optional.of(new Option.Reduce(fits));
  }

  /** Whether a smaller call takes less of what is missing. */
  private static boolean isLessWithLess(AuthorizeOutcome.Refusal reason) {
    return reason instanceof InsufficientCredits
        || (reason instanceof LimitReached(var state, var _)
            && state.limit().meter().unit() != LimitUnit.CALLS);
  }

  /** The cheapest other model that this plan allows and that would pass. */
  private Optional<Option> otherModel(Trial trial) {
    return prepare
        .prepare(trial.asking(), trial.request().onAnyModel(), Optional.empty(), trial.now())
        .stream()
        .flatMap(command -> command.routes().stream())
        .filter(route -> route.price().isPresent())
        .sorted(Comparator.comparing(route -> route.price().orElseThrow().credits()))
        .map(Route::candidate)
        .map(Candidate::model)
        .filter(model -> !trial.request().model().equals(Optional.of(model)))
        .filter(model -> passes(trial.asking(trial.request().onModel(model))))
        .findFirst()
        .map(Option.UseModel::new);
  }
}
