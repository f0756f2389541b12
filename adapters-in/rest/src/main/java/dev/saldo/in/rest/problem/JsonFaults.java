package dev.saldo.in.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is wrong with a JSON body. The reader's own message is never passed on: it names classes.
 */
final class JsonFaults {
  private static final ObjectMapper NAMES = new ObjectMapper();

  private JsonFaults() {}

  static Problem problem(JsonProcessingException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException unknown ->
          invalid(new FieldFault(path(unknown), "unknown_field", "rule.unknown_field"));
      case InvalidFormatException format when format.getTargetType().isEnum() ->
          invalid(
              new FieldFault(
                  path(format),
                  "one_of",
                  "rule.one_of",
                  Map.of("values", choices(format.getTargetType()))));
      case InvalidFormatException format when format.getTargetType() == String.class ->
          invalid(new FieldFault(path(format), "text", "rule.text"));
      case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() ->
          invalid(new FieldFault(path(mismatch), "type", type(mismatch.getTargetType())));
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          invalid(new FieldFault("body", "type", type(mismatch.getTargetType())));
      case JsonMappingException mapping when mapping.getCause() instanceof InputCoercionException ->
          invalid(new FieldFault(path(mapping), "type", "rule.type_integer"));
      default -> Problem.of(ProblemCode.MALFORMED_JSON);
    };
  }

  private static Problem invalid(FieldFault fault) {
    return Problem.invalid(List.of(fault));
  }

  private static String path(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : failure.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }

  private static String choices(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(choice -> NAMES.convertValue(choice, String.class))
        .collect(Collectors.joining(", "));
  }

  private static String type(Class<?> type) {
    if (type == String.class || type.isEnum()) {
      return "rule.type_string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "rule.type_boolean";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "rule.type_integer";
    }
    if (Temporal.class.isAssignableFrom(type)) {
      return "rule.type_time";
    }
    return Collection.class.isAssignableFrom(type) || type.isArray()
        ? "rule.type_array"
        : "rule.type_object";
  }
}
