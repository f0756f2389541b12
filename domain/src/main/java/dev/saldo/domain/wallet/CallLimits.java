package dev.saldo.domain.wallet;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.Limit;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.limit.LimitUnit;
import dev.saldo.domain.limit.Meter;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.plan.Enforcement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What limits a call: the cells of the matrix, and the rules of the catalogue. Where enforcement is
 * unlimited, limits in credits are not asked.
 *
 * @param rules the limits of the catalogue that are about this call, whichever model serves it
 * @param enforcement of the plan
 */
public record CallLimits(Call call, List<Limit> rules, Enforcement enforcement) {
  public CallLimits {
    rules = List.copyOf(rules);
  }

  /** The limits on a call that goes to a candidate, the cell's first. */
  public List<Limit> on(Candidate candidate) {
    List<Limit> limits = new ArrayList<>();
    String provider = candidate.model().provider();
    candidate
        .dailyCalls()
        .ifPresent(max -> limits.add(Limit.ofCell(calls(provider, WindowKind.DAY), max)));
    candidate
        .monthlyCalls()
        .ifPresent(max -> limits.add(Limit.ofCell(calls(provider, WindowKind.MONTH), max)));
    for (Limit rule : rules) {
      if (rule.meter().covers(candidate.model()) && isAsked(rule, asked(candidate))) {
        limits.add(rule);
      }
    }
    return limits;
  }

  /** How they stand. */
  public List<LimitState> statesOn(
      Candidate candidate, Moment moment, Function<CounterKey, Counter> counted) {
    List<LimitState> states = new ArrayList<>();
    for (Limit limit : on(candidate)) {
      states.add(limit.stateAt(moment, counted));
    }
    return List.copyOf(states);
  }

  /** The counters they look at. */
  public Stream<CounterKey> countersOn(Candidate candidate, Moment moment) {
    return on(candidate).stream().map(limit -> limit.counterAt(moment));
  }

  /**
   * What a call to a candidate counts in, beside its days and months, which every call does: the
   * counters of all rules, since another model may serve it in the end; of rates those of all
   * candidates, of open authorizations only those of this one.
   *
   * @param all the routes, that of this candidate among them
   */
  List<CounterKey> countedBy(Candidate candidate, List<Route> all, Moment moment) {
    List<CounterKey> counted = new ArrayList<>();
    for (Limit rule : rules) {
      if (isAsked(rule, asked(candidate))
          && !isCountedAlways(rule.meter())
          && isCountedBy(rule, candidate, all)) {
        counted.add(rule.counterAt(moment));
      }
    }
    return counted;
  }

  /**
   * What usage of a model counts in that had no hold: its day and month, and the windows of the
   * rules. Rates and open authorizations are about calls that ask before they are made.
   */
  List<CounterKey> countedBy(ModelId model, Moment moment) {
    Stream<Meter> always =
        Hold.COUNTED_ALWAYS.stream().map(window -> calls(model.provider(), window));
    Stream<Meter> ofRules =
        rules.stream()
            .filter(rule -> isAsked(rule, enforcement) && hasWindows(rule.window()))
            .map(Limit::meter)
            .filter(meter -> meter.covers(model));
    return Stream.concat(always, ofRules)
        .distinct()
        .map(meter -> meter.from(moment.window(meter.window()).start()))
        .toList();
  }

  private static boolean hasWindows(WindowKind kind) {
    return switch (kind) {
      case MINUTE, HOUR, DAY, WEEK, MONTH, CYCLE -> true;
      case RATE, OPEN -> false;
    };
  }

  private Meter calls(String provider, WindowKind window) {
    return Meter.ofCalls(call.countedUser(), call.feature(), provider, window);
  }

  private Enforcement asked(Candidate candidate) {
    return candidate.enforcement().orElse(enforcement);
  }

  private static boolean isAsked(Limit rule, Enforcement by) {
    return rule.meter().unit() != LimitUnit.CREDITS || by != Enforcement.UNLIMITED;
  }

  private static boolean isCountedBy(Limit rule, Candidate candidate, List<Route> all) {
    return switch (rule.window()) {
      case RATE -> all.stream().anyMatch(each -> rule.meter().covers(each.candidate().model()));
      case OPEN -> rule.meter().covers(candidate.model());
      case MINUTE, HOUR, DAY, WEEK, MONTH, CYCLE -> true;
    };
  }

  private boolean isCountedAlways(Meter meter) {
    boolean isOfProvider = !meter.target().isEmpty() && meter.target().indexOf('/') < 0;
    return isOfProvider
        && meter.equals(calls(meter.target(), meter.window()))
        && Hold.COUNTED_ALWAYS.contains(meter.window());
  }
}
