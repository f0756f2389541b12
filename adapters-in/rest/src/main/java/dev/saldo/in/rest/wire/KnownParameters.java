package dev.saldo.in.rest.wire;

import dev.saldo.in.rest.problem.Reading;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses query parameters that an operation does not know, as unknown members of a body are
 * refused: an answer to another question than was asked is worse than none.
 */
@Provider
public class KnownParameters implements ContainerRequestFilter {
  private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

  @Context private ResourceInfo resource;

  /** For the container. */
  @SuppressWarnings("NullAway.Init")
  public KnownParameters() {}

  @Override
  public void filter(ContainerRequestContext request) {
    Set<String> names = known.computeIfAbsent(resource.getResourceMethod(), KnownParameters::of);
    for (String name : request.getUriInfo().getQueryParameters().keySet()) {
      if (!names.contains(name)) {
        throw Reading.invalid(name, "unknown_parameter", "rule.unknown_parameter");
      }
    }
  }

  /** The query parameters of an operation: its own, and those of what it takes in together. */
  static Set<String> of(Method operation) {
    Set<String> names = new HashSet<>();
    for (Parameter parameter : operation.getParameters()) {
      QueryParam own = parameter.getAnnotation(QueryParam.class);
      if (own != null) {
        names.add(own.value());
      }
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          QueryParam member = field.getAnnotation(QueryParam.class);
          if (member != null) {
            names.add(member.value());
          }
        }
      }
    }
    return names;
  }
}
