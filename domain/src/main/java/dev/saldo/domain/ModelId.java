package dev.saldo.domain;

import static dev.saldo.domain.InvalidValueException.require;

import java.util.regex.Pattern;

/** A model of a provider, written {@code provider/model}: {@code openai/gpt-4o-mini}. */
public record ModelId(String provider, String name) {
  private static final Pattern PROVIDER = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}");

  public ModelId {
    require(PROVIDER.matcher(provider).matches(), "must begin with a provider's slug");
    require(NAME.matcher(name).matches(), "must be provider/model");
  }

  /**
   * Reads {@code provider/model}.
   *
   * @throws InvalidValueException if there is no slash or a part is malformed
   */
  public static ModelId parse(String text) {
    int slash = text.indexOf('/');
    require(slash > 0, "must be provider/model, such as \"openai/gpt-4o-mini\"");
    return new ModelId(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return provider + "/" + name;
  }
}
