package dev.saldo.domain.matrix;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An AI vendor that calls can be sent to.
 *
 * @param relativeCost how dear it is beside the others; among equal weights the cheaper comes first
 * @param adapter the slug of the protocol it speaks
 * @param keyVariable the name of the environment variable that holds its key
 */
public record Provider(
    String slug,
    String name,
    ProviderStatus status,
    BigDecimal relativeCost,
    String adapter,
    Optional<String> baseUrl,
    Optional<String> keyVariable,
    Optional<ModelId> defaultModel) {
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,127}");

  public Provider {
    Slug.of(slug);
    require(!name.isBlank(), "provider " + slug + " must have a name");
    require(relativeCost.signum() >= 0, "the relative cost of " + slug + " must not be negative");
    relativeCost = relativeCost.stripTrailingZeros();
    Slug.of(adapter);
    require(
        keyVariable.isEmpty() || VARIABLE.matcher(keyVariable.get()).matches(),
        "must be the name of an environment variable, such as \"OPENAI_API_KEY\"");
    require(
        defaultModel.isEmpty() || defaultModel.get().provider().equals(slug),
        "the default model of provider " + slug + " must be one of its own");
  }
}
