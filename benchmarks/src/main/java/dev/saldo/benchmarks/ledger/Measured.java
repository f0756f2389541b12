package dev.saldo.benchmarks.ledger;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What was acknowledged while it was measured.
 *
 * @param latencyMicros of every operation
 * @param nanos how long it was measured
 * @param commits transactions of a ledger that batches, else 0
 */
record Measured(Histogram latencyMicros, long nanos, long commits) {

  long operations() {
    return latencyMicros.getTotalCount();
  }

  double perSecond() {
    return operations() * 1e9 / nanos;
  }

  double millisAt(double percentile) {
    return latencyMicros.getValueAtPercentile(percentile) / 1e3;
  }

  /** Operations in a transaction; 1 when each has its own. */
  double batch() {
    return commits == 0 ? 1 : (double) operations() / commits;
  }

  /** Both at the same time, by two processes. */
  Measured beside(Measured other) {
    return new Measured(sum(other), Math.max(nanos, other.nanos), commits + other.commits);
  }

  /** Both, one after the other. */
  Measured then(Measured other) {
    return new Measured(sum(other), nanos + other.nanos, commits + other.commits);
  }

  private Histogram sum(Measured other) {
    Histogram sum = latencyMicros.copy();
    sum.add(other.latencyMicros);
    return sum;
  }

  /** One line of text for another process. */
  String toText() {
    ByteBuffer buffer = ByteBuffer.allocate(latencyMicros.getNeededByteBufferCapacity());
    int length = latencyMicros.encodeIntoCompressedByteBuffer(buffer);
    byte[] bytes = new byte[length];
    buffer.flip().get(bytes);
    return nanos + " " + commits + " " + Base64.getEncoder().encodeToString(bytes);
  }

  /** What another process has written. */
  static Measured parse(String text) {
    String[] parts = text.split(" ", -1);
    ByteBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(parts[2]));
    try {
      Histogram histogram = Histogram.decodeFromCompressedByteBuffer(buffer, 1);
      return new Measured(histogram, Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("not a measurement: " + text, e);
    }
  }
}
