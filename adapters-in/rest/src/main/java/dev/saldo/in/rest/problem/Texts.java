package dev.saldo.in.rest.problem;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The human texts of the API in one language. Placeholders are named: {@code {customer}}; one
 * without a value stays as it is.
 */
public enum Texts {
  /** English, the default. */
  ENGLISH(Locale.ENGLISH, Locale.ROOT),
  /** Brazilian Portuguese, for every kind of Portuguese. */
  PORTUGUESE(Locale.of("pt", "BR"), Locale.of("pt", "BR"));

  private static final String BUNDLE = "dev.saldo.in.rest.problem.messages";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_]+)}");

  private final Locale language;
  private final Locale bundle;

  Texts(Locale language, Locale bundle) {
    this.language = language;
    this.bundle = bundle;
  }

  /** The texts for a list of acceptable languages, the preferred one first. */
  public static Texts of(List<Locale> acceptable) {
    for (Locale locale : acceptable) {
      for (Texts texts : values()) {
        if (texts.language.getLanguage().equals(locale.getLanguage())) {
          return texts;
        }
      }
    }
    return ENGLISH;
  }

  /** The language of these texts. */
  public Locale language() {
    return language;
  }

  /** Whether the bundle has this key. */
  public boolean has(String key) {
    return bundle().containsKey(key);
  }

  /**
   * The text of a key, with its placeholders replaced.
   *
   * @throws java.util.MissingResourceException if the bundle has no such key
   */
  public String text(String key, Map<String, String> values) {
    return fill(bundle().getString(key), values);
  }

  /** A text with its placeholders replaced. */
  static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }

  private ResourceBundle bundle() {
    return ResourceBundle.getBundle(BUNDLE, bundle);
  }
}
