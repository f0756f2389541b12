package dev.saldo.in.rest.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saldo.domain.InvalidValueException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the text of a field into a value of the domain, or says which field is wrong. */
public final class Reading {
  private Reading() {}

  /**
   * The value that the text of a field stands for.
   *
   * @param field the JSON path or the name of the parameter
   * @throws ProblemException as an invalid request, if the value refuses the text
   */
  public static <T> T value(String field, String text, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (InvalidValueException e) {
      throw invalid(field, "invalid", Objects.requireNonNull(e.getMessage()));
    }
  }

  /** As {@link #value}, for a field that may be left out. */
  public static <T> Optional<T> optional(
      String field, @Nullable String text, Function<String, T> read) {
    return Optional.ofNullable(text).map(given -> value(field, given, read));
  }

  /** The values that the texts of a list stand for; a fault names its place in the list. */
  public static <T> Set<T> set(
      String field, @Nullable List<String> texts, Function<String, T> read) {
    Set<T> values = new LinkedHashSet<>();
    List<String> given = texts == null ? List.of() : texts;
    for (int i = 0; i < given.size(); i++) {
      values.add(value(field + "[" + i + "]", given.get(i), read));
    }
    return values;
  }

  /** The constant whose name, in lower case, is the text of a field. */
  public static <E extends Enum<E>> E choice(String field, String text, Class<E> type) {
    for (E choice : type.getEnumConstants()) {
      if (choice.name().toLowerCase(Locale.ROOT).equals(text)) {
        return choice;
      }
    }
    String choices =
        Arrays.stream(type.getEnumConstants())
            .map(choice -> choice.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new ProblemException(
        Problem.invalid(
            List.of(new FieldFault(field, "one_of", "rule.one_of", Map.of("values", choices)))));
  }

  /**
   * One of the values that a request lists, read and checked by itself.
   *
   * @throws ProblemException if its JSON or the rules of its fields are broken
   */
  public static <T> T item(JsonNode item, Class<T> type, ObjectMapper mapper, Validator validator) {
    T read;
    try {
      read = mapper.treeToValue(item, type);
    } catch (JsonProcessingException e) {
      throw new ProblemException(JsonFaults.problem(e));
    }
    if (read == null) {
      throw invalid("body", "type", "rule.type_object");
    }
    Set<ConstraintViolation<?>> broken = new HashSet<>(validator.validate(read));
    if (!broken.isEmpty()) {
      throw new ProblemException(RuleFaults.problem(broken));
    }
    return read;
  }

  /**
   * An invalid request with one fault.
   *
   * @param text a key of the bundle, or else the words themselves
   */
  public static ProblemException invalid(String field, String rule, String text) {
    return new ProblemException(Problem.invalid(List.of(new FieldFault(field, rule, text))));
  }
}
