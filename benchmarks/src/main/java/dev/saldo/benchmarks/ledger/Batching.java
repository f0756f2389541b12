package dev.saldo.benchmarks.ledger;

import dev.saldo.out.postgres.wallet.LedgerWatch;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts the transactions of a ledger. */
final class Batching implements LedgerWatch {
  private final LongAdder commits = new LongAdder();

  @Override
  public void committed(int commands, Duration waited, Duration took) {
    commits.increment();
  }

  long commits() {
    return commits.sum();
  }
}
