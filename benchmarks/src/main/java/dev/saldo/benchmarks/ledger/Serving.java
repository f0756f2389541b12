package dev.saldo.benchmarks.ledger;

import java.io.IOException;

/** Callers and the ledger that serves them, here or in another process. */
interface Serving extends AutoCloseable {
  /** From here on it is measured. */
  void beginMeasuring() throws IOException;

  /** Ends the measurement; the load goes on. */
  void endMeasuring() throws IOException;

  /** What was measured. */
  Measured measured() throws IOException;

  /**
   * Ends the load.
   *
   * @return everything that was acknowledged since it began
   */
  Acknowledged stop() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
