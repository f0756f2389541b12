package dev.saldo.in.rest.catalog;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.in.rest.problem.Reading;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Decimal numbers of a catalogue: plain digits, at most six after the point. */
final class Decimals {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

  private Decimals() {}

  static BigDecimal read(String field, String text) {
    return Reading.value(
        field,
        text,
        given -> {
          require(
              DECIMAL.matcher(given).matches(),
              "must be a decimal of at most 6 decimals, such as \"0.8\"");
          return new BigDecimal(given);
        });
  }

  /** An amount of credits. */
  static Credits credits(String field, String text) {
    return Reading.value(field, text, Credits::parse);
  }

  /** Decimals by name, as millionths. */
  static <K> Map<K, Long> micros(
      String field, Map<String, String> texts, Function<String, K> name) {
    Map<K, Long> micros = new TreeMap<>();
    texts.forEach(
        (key, text) -> {
          String member = field + "." + key;
          micros.put(
              Reading.value(member, key, name),
              read(member, text).movePointRight(Credits.DECIMALS).longValueExact());
        });
    return micros;
  }

  /** Millionths by name, as decimals. */
  static <K> Map<String, String> texts(Map<K, Long> micros, Function<K, String> name) {
    Map<String, String> texts = new TreeMap<>();
    micros.forEach(
        (key, value) ->
            texts.put(
                name.apply(key),
                BigDecimal.valueOf(value, Credits.DECIMALS).stripTrailingZeros().toPlainString()));
    return texts;
  }
}
