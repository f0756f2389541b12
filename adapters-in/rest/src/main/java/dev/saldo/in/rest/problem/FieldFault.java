package dev.saldo.in.rest.problem;

import java.util.Map;

/**
 * One broken rule of a request, not yet in words.
 *
 * @param field the JSON path ({@code usage.input_tokens}, {@code items[0].id}) or the parameter
 * @param rule the rule in lower snake case: {@code not_null}, {@code unknown_field}
 * @param text a key of the bundle, or else the words themselves
 * @param values what the placeholders of the text stand for
 */
public record FieldFault(String field, String rule, String text, Map<String, String> values) {
  public FieldFault {
    values = Map.copyOf(values);
  }

  /** A fault whose text needs no values. */
  public FieldFault(String field, String rule, String text) {
    this(field, rule, text, Map.of());
  }
}
