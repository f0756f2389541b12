package dev.saldo.domain.identity;

import static dev.saldo.domain.InvalidValueException.require;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where the clock of a test tenant is to stand next. It only goes forward, since what a ledger has
 * posted stays posted; and not too far at once, since every cycle that it passes is posted in every
 * wallet of the tenant.
 */
public sealed interface ClockMove {
  /** The farthest that one move goes. */
  Duration STEP_MAX = Duration.ofDays(366);

  /** Where every test clock ends: numbers of entries and holds carry the time, up to some 2248. */
  Instant END = Instant.parse("2200-01-01T00:00:00Z");

  /** To an instant. */
  record To(Instant at) implements ClockMove {
    @Override
    public Outcome from(Instant now) {
      return moved(now, at.truncatedTo(ChronoUnit.MICROS));
    }
  }

  /**
   * By a length of time, in seconds: a day is 24 hours, whatever the zone.
   *
   * @param length not negative; zero makes a clock that was never set stand still
   */
  record By(Duration length) implements ClockMove {
    public By {
      require(!length.isNegative(), "must not be negative");
    }

    @Override
    public Outcome from(Instant now) {
      try {
        return moved(now, now.plus(length).truncatedTo(ChronoUnit.MICROS));
      } catch (DateTimeException | ArithmeticException e) {
        return new Outcome.TooFar();
      }
    }
  }

  /** Where it leads. */
  sealed interface Outcome {
    /** The clock stands there. */
    record Standing(Instant at) implements Outcome {}

    /** It would go back, and stays. */
    record Backwards() implements Outcome {}

    /** It would go farther than {@link #STEP_MAX}, or beyond {@link #END}, and stays. */
    record TooFar() implements Outcome {}
  }

  /**
   * Where this move leads.
   *
   * @param now where the clock stands, or the real time when it was never set
   */
  Outcome from(Instant now);

  private static Outcome moved(Instant now, Instant at) {
    if (at.isBefore(now)) {
      return new Outcome.Backwards();
    }
    return at.isAfter(now.plus(STEP_MAX)) || at.isAfter(END)
        ? new Outcome.TooFar()
        : new Outcome.Standing(at);
  }
}
