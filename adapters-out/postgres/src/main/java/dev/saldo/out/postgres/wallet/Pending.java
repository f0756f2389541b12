package dev.saldo.out.postgres.wallet;

import dev.saldo.application.UnavailableException;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A command that waits for its answer. Either its batch takes it or its caller, when the time is
 * over, withdraws it; never both.
 */
final class Pending<R extends Outcome> {
  private enum Place {
    WAITING,
    TAKEN,
    WITHDRAWN
  }

  private final LedgerCommand<R> command;
  private final long since;
  private final long waitNanosMax;
  private final AtomicReference<Place> place = new AtomicReference<>(Place.WAITING);
  private final CompletableFuture<Decision<R>> answer = new CompletableFuture<>();
  private final LedgerWatch watch;
  private final Pace pace;
  private Decision<R> decided = new Decision.WalletUnknown<>();
  private boolean inDoubt;

  /**
   * A command from now on.
   *
   * @param waitNanosMax how long it may take until it is decided
   */
  Pending(LedgerCommand<R> command, long waitNanosMax, LedgerWatch watch, Pace pace) {
    this.command = command;
    this.waitNanosMax = waitNanosMax;
    this.watch = watch;
    this.pace = pace;
    this.since = pace.nanoTime();
  }

  LedgerCommand<R> command() {
    return command;
  }

  /** How long ago it was submitted. */
  long ageNanos() {
    return pace.nanoTime() - since;
  }

  /** Takes it into a batch, unless its time is over: then nobody decides it. */
  boolean take() {
    if (isLate()) {
      withdraw();
      return false;
    }
    return place.compareAndSet(Place.WAITING, Place.TAKEN);
  }

  /** Whether it should have been decided by now. */
  boolean isLate() {
    return ageNanos() > waitNanosMax;
  }

  /** Remembers that it may have been stored. */
  void putInDoubt() {
    inDoubt = true;
  }

  /** Whether it may have been stored without an answer. */
  boolean isInDoubt() {
    return inDoubt;
  }

  /** Decides on the state of the batch, if it can; nobody is told before the commit. */
  boolean decide(BatchState state) {
    Optional<Decision<R>> decision = state.decide(command);
    decision.ifPresent(one -> decided = one);
    return decision.isPresent();
  }

  /** Tells the caller what was decided. */
  void complete() {
    if (!answer.isDone()) {
      watch.answered(command, decided);
      answer.complete(decided);
    }
  }

  /** Tells the caller that there is no such wallet. */
  void completeUnknown() {
    decided = new Decision.WalletUnknown<>();
    complete();
  }

  /** Tells the caller that there is no answer. */
  void fail(RuntimeException reason) {
    answer.completeExceptionally(reason);
  }

  boolean isAnswered() {
    return answer.isDone();
  }

  /**
   * Waits for the answer, or until the command can be withdrawn because its time is over. The batch
   * that has taken it answers in a bounded time.
   */
  Decision<R> await() {
    try {
      awaitInTime();
      return answer.get();
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      withdraw();
      throw new UnavailableException("ledger", e);
    }
  }

  private void awaitInTime() throws ExecutionException, InterruptedException {
    try {
      answer.get(Math.max(0, waitNanosMax - ageNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      withdraw();
    }
  }

  private void withdraw() {
    if (place.compareAndSet(Place.WAITING, Place.WITHDRAWN)) {
      watch.shed();
      fail(new UnavailableException("ledger queue", null));
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof UnavailableException outage
        ? new UnavailableException(outage.dependency(), outage)
        : new IllegalStateException("the command was not decided", e.getCause());
  }
}
