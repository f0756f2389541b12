package dev.saldo.domain.wallet;

import dev.saldo.domain.limit.CalendarWindows;
import dev.saldo.domain.plan.PlanVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was agreed with a customer until plan or zone changed, for usage that is reported later.
 *
 * @param calendar the days, weeks and months in which limits counted
 * @param until when it ended, from which on it no longer applied
 */
public record EarlierTerms(PlanVersion plan, CalendarWindows calendar, Instant until) {
  /** How long it is kept: longer than usage may be reported late. */
  public static final Duration KEPT = ChargeUsage.PAST_MAX.plusDays(1);

  /** The most that a wallet keeps; of more changes the oldest are forgotten. */
  static final int COUNT_MAX = 32;

  /** Those before with one more, without what is too old. */
  static List<EarlierTerms> with(List<EarlierTerms> before, EarlierTerms next) {
    Instant oldest = next.until().minus(KEPT);
    List<EarlierTerms> all = new ArrayList<>(before);
    all.removeIf(each -> each.until().isBefore(oldest));
    all.add(next);
    return all.subList(Math.max(0, all.size() - COUNT_MAX), all.size());
  }
}
