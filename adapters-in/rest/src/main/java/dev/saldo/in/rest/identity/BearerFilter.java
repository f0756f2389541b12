package dev.saldo.in.rest.identity;

import dev.saldo.application.identity.Authenticate;
import dev.saldo.domain.identity.Caller;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who calls, before anything else is looked at: without a valid key, every address and
 * every body gets the same answer. Only the pages about problems are public.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class BearerFilter implements ContainerRequestFilter {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +([!-~]{1,512})");
  private static final Pattern PUBLIC = Pattern.compile("/?problems/[a-z_]+");

  @Inject private Authenticate authenticate;
  @Inject private RequestCaller requestCaller;

  @Override
  public void filter(ContainerRequestContext request) {
    if (PUBLIC.matcher(request.getUriInfo().getPath()).matches()) {
      return;
    }
    Optional<Caller> caller =
        secret(request.getHeaderString(HttpHeaders.AUTHORIZATION))
            .flatMap(authenticate::authenticate);
    if (caller.isPresent()) {
      requestCaller.set(caller.get());
    } else {
      request.abortWith(
          Response.fromResponse(Problem.of(ProblemCode.UNAUTHENTICATED).response())
              .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
              .build());
    }
  }

  private static Optional<String> secret(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher bearer = BEARER.matcher(header.strip());
    return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
  }
}
