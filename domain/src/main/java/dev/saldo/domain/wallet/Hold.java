package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Credits set aside for an authorized call, pinned to the grants they came from. It ends exactly
 * once: settled, released or expired.
 *
 * @param number identifies it, and the decision that made it, in its wallet
 * @param frozenTerms what was true when it was authorized and stays true for it
 * @param calls how many calls its counters reserve
 * @param uncovered the part that no grant covers
 * @param lines what was taken from which grant, in burn order
 * @param end what ended it, or settled it after it had expired; empty before
 */
public record Hold(
    long number,
    Instant createdAt,
    Instant expiresAt,
    Call call,
    Estimate estimate,
    Taken route,
    Terms frozenTerms,
    long calls,
    Credits uncovered,
    List<Line> lines,
    State state,
    Optional<End> end) {

  /** Whether a hold is open, or how it ended. */
  public enum State {
    HELD,
    SETTLED,
    RELEASED,
    EXPIRED
  }

  /** Credits of one grant. */
  public record Line(long grant, GrantSource source, Credits credits) {}

  /**
   * The route that was taken.
   *
   * @param candidates every model the matrix allowed, the one taken among them
   */
  public record Taken(ModelId model, String role, BigDecimal weight, List<ModelId> candidates) {
    public Taken {
      candidates = List.copyOf(candidates);
    }

    /** The other models, in the order in which to try them. */
    public List<ModelId> fallbacks() {
      return candidates.stream().filter(other -> !other.equals(model)).toList();
    }
  }

  /**
   * Versions and policies frozen with the hold.
   *
   * @param free whether the feature costs nothing
   * @param zone the zone of the windows it counts in
   * @param priceRule the row of the price list, for people
   */
  public record Terms(
      String plan,
      int planVersion,
      int catalogVersion,
      int priceVersion,
      String priceRule,
      boolean free,
      Enforcement enforcement,
      OverrunPolicy overrun,
      ZoneId zone) {}

  /**
   * What ended a hold, or settled it late.
   *
   * @param content the digest of what the caller asked, so that the same request is told apart
   * @param answer what the caller was told
   */
  public record End(Sha256 content, Outcome answer) {}

  public Hold {
    lines = List.copyOf(lines);
  }

  /** Everything set aside: what grants cover, and what they do not. */
  public Credits credits() {
    return covered().plus(uncovered);
  }

  /** What grants cover. */
  public Credits covered() {
    return lines.stream().map(Line::credits).reduce(Credits.ZERO, Credits::plus);
  }

  /** Whether its time has run out and nothing ended it. */
  public boolean isOverdueAt(Instant now) {
    return state == State.HELD && !now.isBefore(expiresAt);
  }

  /** The windows it counts in: those of the instant of its authorization. */
  public List<Window> windows() {
    return windowsAt(createdAt, frozenTerms.zone());
  }

  static List<Window> windowsAt(Instant at, ZoneId zone) {
    return Arrays.stream(WindowKind.values()).map(kind -> kind.containing(at, zone)).toList();
  }

  /** The change of both its windows, for the provider that serves or served. */
  public List<CounterDelta> counting(String provider, long used, long reserved) {
    return windows().stream()
        .map(window -> new CounterDelta(call.counter(provider, window), used, reserved))
        .toList();
  }

  /** The hold as it was made, before it ended. */
  public Hold asMade() {
    return ended(State.HELD, Optional.empty());
  }

  Hold ended(State newState, Optional<End> how) {
    return new Hold(
        number,
        createdAt,
        expiresAt,
        call,
        estimate,
        route,
        frozenTerms,
        calls,
        uncovered,
        lines,
        newState,
        how);
  }
}
