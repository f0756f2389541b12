package dev.saldo.in.rest.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers every exception that no closer one answers. */
@Provider
public class AnyFailure implements ExceptionMapper<Throwable> {
  @Override
  public Response toResponse(Throwable failure) {
    return Failures.problem(failure).response();
  }
}
