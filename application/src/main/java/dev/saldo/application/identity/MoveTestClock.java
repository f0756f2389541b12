package dev.saldo.application.identity;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.identity.TestClocks.Moved;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.ClockMove;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Moves the clock of a test tenant forward. From the first move on it stands still until the next:
 * cycles, windows, holds, grants and prices of that tenant follow it and nothing else does.
 */
public final class MoveTestClock {
  private static final int ATTEMPTS_MAX = 3;

  private final TestClocks clocks;
  private final InstantSource real;

  public MoveTestClock(TestClocks clocks, InstantSource real) {
    this.clocks = clocks;
    this.real = real;
  }

  /** How it went. */
  public sealed interface Result {
    /** The clock stands there, or did when the same request was done before. */
    record Standing(Instant at, boolean replayed) implements Result {}

    /** The tenant is live and has no test clock. */
    record LiveTenant() implements Result {}

    /** The clock would go back; it stays where it is. */
    record Backwards(Instant now) implements Result {}

    /** The clock would go too far at once; it stays where it is. */
    record TooFar() implements Result {}

    /** The idempotency key was used with other content. */
    record KeyReused() implements Result {}
  }

  /**
   * Moves the clock of the caller's tenant, once for each request key.
   *
   * @param audit how the change is told
   */
  public Result move(
      Caller caller,
      ClockMove move,
      Optional<TestClocks.RequestKey> request,
      Audit<Instant> audit) {
    if (!caller.tenant().test()) {
      return new Result.LiveTenant();
    }
    TenantId tenant = caller.tenant().id();
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Optional<Result> result = attempt(tenant, move, request, audit);
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new UnavailableException("test clock", null);
  }

  /** Empty when somebody else has moved the clock meanwhile. */
  private Optional<Result> attempt(
      TenantId tenant,
      ClockMove move,
      Optional<TestClocks.RequestKey> request,
      Audit<Instant> audit) {
    Optional<Moved> before = request.flatMap(key -> clocks.remembered(tenant, key));
    if (before.isPresent()) {
      return result(before.get());
    }
    Optional<Instant> from = clocks.find(tenant);
    Instant now = from.orElseGet(real::instant);
    return switch (move.from(now)) {
      case ClockMove.Outcome.Standing(Instant at) ->
          result(clocks.move(tenant, from, at, request, audit.note(from, Optional.of(at))));
      case ClockMove.Outcome.Backwards() -> Optional.of(new Result.Backwards(now));
      case ClockMove.Outcome.TooFar() -> Optional.of(new Result.TooFar());
    };
  }

  private static Optional<Result> result(Moved moved) {
    return switch (moved) {
      case Moved.Done(Instant at) -> Optional.of(new Result.Standing(at, false));
      case Moved.Repeated(Instant at) -> Optional.of(new Result.Standing(at, true));
      case Moved.KeyReused() -> Optional.of(new Result.KeyReused());
      case Moved.Overtaken() -> Optional.empty();
    };
  }
}
