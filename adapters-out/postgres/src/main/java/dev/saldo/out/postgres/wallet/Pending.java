package dev.saldo.out.postgres.wallet;

import dev.saldo.application.UnavailableException;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A command that waits for its answer. */
final class Pending<R extends Outcome> {
  private final LedgerCommand<R> command;
  private final long since = System.nanoTime();
  private final CompletableFuture<Decision<R>> answer = new CompletableFuture<>();
  private Decision<R> decided = new Decision.WalletUnknown<>();

  Pending(LedgerCommand<R> command) {
    this.command = command;
  }

  LedgerCommand<R> command() {
    return command;
  }

  /** Whether it has waited longer than this. */
  boolean isOlderThan(long nanos) {
    return System.nanoTime() - since > nanos;
  }

  /** Decides on the state of the batch; nobody is told before the commit. */
  void decide(BatchState state, Instant clock) {
    decided = state.decide(command, clock);
  }

  /** Tells the caller what was decided. */
  void complete() {
    answer.complete(decided);
  }

  /** Tells the caller that there is no answer. */
  void fail(RuntimeException reason) {
    answer.completeExceptionally(reason);
  }

  boolean isAnswered() {
    return answer.isDone();
  }

  /** Waits for the answer. */
  Decision<R> await() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UnavailableException outage) {
        throw new UnavailableException(outage.dependency(), outage);
      }
      throw new IllegalStateException("the command was not decided", e.getCause());
    }
  }
}
