package dev.saldo.domain.limit;

import static dev.saldo.domain.InvalidValueException.require;

import java.time.Instant;
import java.util.function.Function;

/**
 * A limit on a call.
 *
 * @param name what it is called in answers: {@link #DAILY} and {@link #MONTHLY} are those of the
 *     matrix, others have the slug of their rule
 * @param max in the meter's unit: calls, tokens or micro-credits
 * @param soft whether it is only told when it is passed, and refuses nothing
 */
public record Limit(String name, Meter meter, long max, boolean soft) {
  /** The name of a cell's limit on the calls of a day. */
  public static final String DAILY = "daily";

  /** The name of a cell's limit on the calls of a month. */
  public static final String MONTHLY = "monthly";

  public Limit {
    require(max >= 0, "a limit must not be negative");
  }

  /** A hard limit of the matrix on a user's calls to a provider in a feature. */
  public static Limit ofCell(Meter meter, long max) {
    return new Limit(meter.window() == WindowKind.DAY ? DAILY : MONTHLY, meter, max, false);
  }

  /** Whether a cell of the matrix sets it. */
  public boolean isOfCell() {
    return name.equals(DAILY) || name.equals(MONTHLY);
  }

  /** Over which time it counts. */
  public WindowKind window() {
    return meter.window();
  }

  /** Whether so much more fits. */
  public boolean admits(Counter counter, long amount) {
    return amount <= max - counter.taken();
  }

  /** The counter it looks at. */
  public CounterKey counterAt(Moment moment) {
    return meter.from(moment.window(window()).start());
  }

  /** How it stands. */
  public LimitState stateAt(Moment moment, Function<CounterKey, Counter> counted) {
    Window window = moment.window(window());
    Counter counter = counted.apply(meter.from(window.start()));
    return window() == WindowKind.RATE
        ? Bucket.of(counter).state(this, moment.at())
        : new LimitState(this, counter, moment.shown(window));
  }

  /** What a rate's counter is filled with by so much more than was expected; never less. */
  public static long beyond(long amount) {
    return Bucket.filledBy(Math.max(0, amount));
  }

  /** What a call takes from a rate at an instant, beside what has flowed out meanwhile. */
  public CounterDelta taking(long amount, Instant at, Function<CounterKey, Counter> counted) {
    CounterKey key = meter.from(Instant.EPOCH);
    return Bucket.of(counted.apply(key)).taking(key, amount, at, max);
  }
}
