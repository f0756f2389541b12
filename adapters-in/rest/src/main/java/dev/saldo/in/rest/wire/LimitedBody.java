package dev.saldo.in.rest.wire;

import dev.saldo.in.rest.problem.BodyTooLargeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that fails with {@link BodyTooLargeException} as soon as it is longer than allowed. */
final class LimitedBody extends FilterInputStream {
  private final long bytesMax;
  private long bytesLeft;

  LimitedBody(InputStream body, long bytesMax) {
    super(body);
    this.bytesMax = bytesMax;
    this.bytesLeft = bytesMax;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      count(1);
    }
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws BodyTooLargeException {
    bytesLeft -= bytes;
    if (bytesLeft < 0) {
      throw new BodyTooLargeException(bytesMax);
    }
  }
}
