package dev.saldo.out.postgres.wallet;

import java.util.function.BooleanSupplier;

/**
 * Keeps the ledger from being called inside a transaction of the container, which would wait for
 * its own caller.
 *
 * @param inside whether the calling thread is in such a transaction
 */
record TransactionGuard(BooleanSupplier inside) {
  void requireOutside() {
    if (inside.getAsBoolean()) {
      throw new IllegalStateException("the ledger was called inside a transaction");
    }
  }
}
