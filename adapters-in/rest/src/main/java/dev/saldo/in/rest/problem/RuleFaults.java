package dev.saldo.in.rest.problem;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The broken rules of a request, by the names that its fields have in JSON. */
final class RuleFaults {
  private RuleFaults() {}

  static Problem problem(Set<ConstraintViolation<?>> violations) {
    return Problem.invalid(
        violations.stream()
            .map(RuleFaults::fault)
            .sorted(Comparator.comparing(FieldFault::field).thenComparing(FieldFault::rule))
            .toList());
  }

  private static FieldFault fault(ConstraintViolation<?> violation) {
    var descriptor = violation.getConstraintDescriptor();
    Map<String, String> values = new LinkedHashMap<>();
    descriptor.getAttributes().forEach((name, value) -> values.put(name, value.toString()));
    String template = violation.getMessageTemplate();
    boolean key = template.startsWith("{") && template.endsWith("}");
    return new FieldFault(
        path(violation.getPropertyPath()),
        snake(descriptor.getAnnotation().annotationType().getSimpleName()),
        key ? template.substring(1, template.length() - 1) : template,
        values);
  }

  /** The path without the method, and without the parameter where fields follow. */
  private static String path(Path violated) {
    StringBuilder path = new StringBuilder();
    String parameter = "";
    for (Path.Node node : violated) {
      if (node.getKind() == ElementKind.PARAMETER) {
        parameter = node.getName();
      }
      if (node.isInIterable()) {
        Object place = node.getKey() == null ? node.getIndex() : node.getKey();
        path.append('[').append(place == null ? "" : place).append(']');
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        path.append(path.isEmpty() ? "" : ".").append(snake(node.getName()));
      }
    }
    return path.isEmpty() ? snake(parameter) : path.toString();
  }

  private static String snake(String name) {
    return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
  }
}
