package dev.saldo.in.rest.problem;

import java.io.IOException;
import java.io.Serial;

/** The body is longer than the API reads. */
public final class BodyTooLargeException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /** Names the limit. */
  public BodyTooLargeException(long bytesMax) {
    super("body above " + bytesMax + " bytes");
  }
}
