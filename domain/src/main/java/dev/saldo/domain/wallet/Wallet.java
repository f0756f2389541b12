package dev.saldo.domain.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.CalendarWindows;
import dev.saldo.domain.limit.Moment;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.plan.Cycle;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.PlanVersion;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The account of a customer: plan, cycle, balances and the end of its chain of entries. Everything
 * a decision depends on is here and changes only by commands.
 *
 * @param nextTerms the plan that begins with the next cycle, when a change is scheduled
 * @param ownAllowance what this customer is given each cycle in place of the plan's allowance, from
 *     the next cycle on
 * @param carried windows of an earlier zone that were open when the zone changed
 * @param earlier what was agreed before, of the last {@link EarlierTerms#KEPT}; the newest last
 * @param anchor the day of the month on which cycles begin when the plan leaves it to the customer
 * @param nextZone the zone that begins with the next cycle, when it was changed
 * @param cycleOwnAllowance the own allowance that the current cycle began with
 * @param cyclePlans the plans that this cycle began with or moved to, by their slugs, and the
 *     versions that it has left or moved to, by slug and number: none of them gives a difference
 * @param cycleGranted what plans have given in this cycle, in all
 * @param nextDue a time before which nothing in this wallet is overdue
 * @param sequence of the last entry; 0 before the first
 * @param lastNumber the last number given to a grant, hold, decision or command
 * @param lastAt the time of the last command; rules never see an earlier one
 */
public record Wallet(
    WalletId id,
    TenantId tenant,
    Key customer,
    boolean suspended,
    boolean frozen,
    PlanTerms terms,
    Optional<PlanTerms> nextTerms,
    Optional<Credits> ownAllowance,
    ZoneId zone,
    Optional<ZoneId> nextZone,
    List<Window> carried,
    List<EarlierTerms> earlier,
    int anchor,
    Cycle cycle,
    Optional<Credits> cycleOwnAllowance,
    Set<String> cyclePlans,
    Credits cycleGranted,
    Balances balances,
    Instant nextDue,
    long sequence,
    Sha256 lastHash,
    long lastNumber,
    Instant lastAt) {
  public Wallet {
    carried = List.copyOf(carried);
    earlier = List.copyOf(earlier);
    cyclePlans = Set.copyOf(cyclePlans);
    require(anchor >= 1 && anchor <= Cycle.DAY_MAX, "must be 1 to 31");
  }

  /** The plan at {@code now}: the scheduled one once the cycle has ended. */
  public PlanTerms termsAt(Instant now) {
    return now.isBefore(cycle.end()) ? terms : nextTerms.orElse(terms);
  }

  /** What a new cycle on a plan gives this customer. */
  public Credits allowanceOn(PlanTerms plan) {
    return ownAllowance.orElse(plan.allowance());
  }

  /** What the current cycle would have given this customer, had it begun on a plan. */
  Credits cycleAllowanceOn(PlanTerms plan) {
    return cycleOwnAllowance.orElse(plan.allowance());
  }

  /** The cycle after the current one, as far as it is agreed now. */
  public Cycle nextCycle() {
    return cycle.following(zone, nextZone.orElse(zone), nextDay());
  }

  /** The day of the month on which cycles begin from the next one on. */
  int nextDay() {
    return nextTerms.orElse(terms).cycle().day(anchor);
  }

  /** The days, weeks and months in which limits count at {@code now}. */
  public CalendarWindows calendarAt(Instant now) {
    return now.isBefore(cycle.end()) ? new CalendarWindows(zone, carried) : nextCalendar();
  }

  /** The days, weeks and months from the next cycle on. */
  CalendarWindows nextCalendar() {
    CalendarWindows current = new CalendarWindows(zone, carried);
    return nextZone.isPresent()
        ? current.changed(nextZone.get(), cycle.end())
        : current.from(cycle.end());
  }

  /** The billing cycle that contains {@code now}. */
  public Cycle cycleAt(Instant now) {
    Cycle found = cycle;
    ZoneId current = zone;
    ZoneId next = nextZone.orElse(zone);
    while (!now.isBefore(found.end())) {
      found = found.following(current, next, nextDay());
      current = next;
    }
    return found;
  }

  /** The time for which limits are looked at. */
  public Moment momentAt(Instant now) {
    return new Moment(now, calendarAt(now), cycleAt(now).asWindow());
  }

  /**
   * The plan that was, is or will be agreed at an instant; the oldest that is known before that.
   */
  PlanVersion planAt(Instant at) {
    return earlierAt(at).map(EarlierTerms::plan).orElseGet(() -> termsAt(at).named());
  }

  /** The time for which limits count what happened at an instant, also before the present cycle. */
  Moment momentOf(Instant at) {
    CalendarWindows calendar =
        earlierAt(at).map(EarlierTerms::calendar).orElseGet(() -> calendarAt(at));
    Cycle containing =
        at.isBefore(cycle.start())
            ? Cycle.containing(at, calendar.zone(), terms.cycle().day(anchor))
            : cycleAt(at);
    return new Moment(at, calendar, containing.asWindow());
  }

  private Optional<EarlierTerms> earlierAt(Instant at) {
    return earlier.stream().filter(terms -> at.isBefore(terms.until())).findFirst();
  }

  /** What was agreed before an instant at which plan or zone change. */
  List<EarlierTerms> earlierFrom(Instant at) {
    return EarlierTerms.with(
        earlier, new EarlierTerms(terms.named(), new CalendarWindows(zone, carried), at));
  }

  /** How far a new hold may go beyond the credits that cover it. */
  public Credits room() {
    return terms.debtLimit().minusOrZero(balances.debt()).minusOrZero(balances.reservedDebt());
  }

  /** The time rules use: the clock's, but never before the last command. */
  public Instant timeAt(Instant clock) {
    return clock.isBefore(lastAt) ? lastAt : clock;
  }
}
