package dev.saldo.in.rest.identity;

import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;

/**
 * Lets a key do only what one of its scopes allows. An operation names its scopes with {@link
 * RolesAllowed}; one that names none is for {@code admin} alone.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
public class ScopeFilter implements ContainerRequestFilter {
  private static final String ADMIN = "admin";

  @Context private ResourceInfo resource;
  @Inject private RequestCaller requestCaller;

  @Override
  public void filter(ContainerRequestContext request) {
    Method operation = resource.getResourceMethod();
    if (operation.isAnnotationPresent(PermitAll.class)) {
      return;
    }
    RolesAllowed allowed = operation.getAnnotation(RolesAllowed.class);
    String[] scopes = allowed == null ? new String[] {ADMIN} : allowed.value();
    ApiKey key = requestCaller.caller().key();
    if (Arrays.stream(scopes).noneMatch(scope -> key.allows(scope(scope)))) {
      request.abortWith(
          Problem.of(ProblemCode.SCOPE_MISSING)
              .with("scope", String.join(" / ", scopes))
              .response());
    }
  }

  private static KeyScope scope(String name) {
    return KeyScope.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
