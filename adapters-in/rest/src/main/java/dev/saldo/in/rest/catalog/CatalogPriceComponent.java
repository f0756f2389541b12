package dev.saldo.in.rest.catalog;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceComponent.PerCall;
import dev.saldo.domain.pricing.PriceComponent.PerTokenBlock;
import dev.saldo.domain.pricing.PriceComponent.PerTokenClass;
import dev.saldo.domain.pricing.PriceComponent.PerUnit;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a price charges, in a catalogue on the wire. Each kind has members of its own.
 */
@Schema(
    name = "PriceComponent",
    description =
        "One way in which a price charges: `per_call` with `credits`, `per_token_block` with "
            + "`tokens` and `credits` of a started block, `per_token_class` with `per_million`, or "
            + "`per_unit` with `units`.")
public record CatalogPriceComponent(
    @NotNull @Schema(examples = "per_token_block") String kind,
    @Schema(description = "Of a call, or of a started block", examples = "1")
        @Nullable String credits,
    @Schema(description = "Tokens in a block, all classes together", examples = "1000")
        @Nullable Long tokens,
    @Size(min = 1, max = 7)
        @Schema(description = "Credits per million tokens of each class; input and output at least")
        @Nullable Map<String, @NotNull String> perMillion,
    @Size(min = 1, max = 100) @Schema(description = "Credits of each named unit")
        @Nullable Map<String, @NotNull String> units) {
  static final List<String> KINDS =
      List.of("per_call", "per_token_block", "per_token_class", "per_unit");

  static CatalogPriceComponent from(PriceComponent component) {
    return switch (component) {
      case PerCall(Credits each) ->
          new CatalogPriceComponent("per_call", each.toString(), null, null, null);
      case PerTokenBlock(long size, Credits each) ->
          new CatalogPriceComponent("per_token_block", each.toString(), size, null, null);
      case PerTokenClass(Map<TokenClass, Long> rates) ->
          new CatalogPriceComponent(
              "per_token_class", null, null, Decimals.texts(rates, TokenClass::code), null);
      case PerUnit(Map<String, Credits> each) ->
          new CatalogPriceComponent(
              "per_unit",
              null,
              null,
              null,
              each.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey,
                          entry -> entry.getValue().toString(),
                          (first, _) -> first,
                          TreeMap::new)));
    };
  }

  PriceComponent toComponent(String field) {
    return Reading.value(
        field,
        kind,
        named ->
            switch (named) {
              case "per_call" -> {
                requireOnly(credits, tokens, perMillion, units);
                yield new PerCall(amount(field));
              }
              case "per_token_block" -> {
                require(tokens != null, "per_token_block needs tokens");
                requireOnly(credits, null, perMillion, units);
                yield new PerTokenBlock(Objects.requireNonNull(tokens), amount(field));
              }
              case "per_token_class" -> {
                requireOnly(perMillion, credits, tokens, units);
                yield new PerTokenClass(
                    Decimals.micros(
                        field + ".per_million",
                        Objects.requireNonNull(perMillion),
                        CatalogPriceComponent::tokenClass));
              }
              case "per_unit" -> {
                requireOnly(units, credits, tokens, perMillion);
                yield new PerUnit(amounts(field + ".units", Objects.requireNonNull(units)));
              }
              default ->
                  throw new InvalidValueException(
                      "kind must be one of: " + String.join(", ", KINDS));
            });
  }

  /** The class of a code. */
  static TokenClass tokenClass(String code) {
    return Arrays.stream(TokenClass.values())
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new InvalidValueException("is no class of tokens"));
  }

  private Credits amount(String field) {
    return Decimals.credits(field + ".credits", Objects.requireNonNull(credits));
  }

  private static Map<String, Credits> amounts(String field, Map<String, String> texts) {
    Map<String, Credits> amounts = new TreeMap<>();
    texts.forEach((unit, text) -> amounts.put(unit, Decimals.credits(field + "." + unit, text)));
    return amounts;
  }

  private void requireOnly(@Nullable Object needed, @Nullable Object... others) {
    require(
        needed != null && Arrays.stream(others).allMatch(Objects::isNull),
        "has not the members of its kind, " + kind);
  }
}
