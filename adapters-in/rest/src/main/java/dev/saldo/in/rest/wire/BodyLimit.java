package dev.saldo.in.rest.wire;

import dev.saldo.in.rest.problem.BodyTooLargeException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/**
 * Refuses bodies above {@value #BYTES_MAX} bytes: at once when the request states its length, while
 * it is read when it does not.
 */
@Provider
@PreMatching
public class BodyLimit implements ContainerRequestFilter {
  /** The largest body, in bytes. */
  public static final int BYTES_MAX = 2 * 1024 * 1024;

  @Override
  public void filter(ContainerRequestContext request) throws BodyTooLargeException {
    if (request.getLength() > BYTES_MAX) {
      throw new BodyTooLargeException(BYTES_MAX);
    }
    request.setEntityStream(new LimitedBody(request.getEntityStream(), BYTES_MAX));
  }
}
