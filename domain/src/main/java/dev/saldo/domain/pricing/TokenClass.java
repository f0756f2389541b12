package dev.saldo.domain.pricing;

import java.util.Locale;

/** A kind of token that is counted apart. Kinds are disjoint: a token is counted in one only. */
public enum TokenClass {
  INPUT,
  OUTPUT,
  /** Input that the provider had stored before. */
  CACHE_READ,
  /** Input that the provider stores for later calls. */
  CACHE_WRITE,
  /** Output that the model thinks with and does not show. */
  REASONING,
  AUDIO_INPUT,
  AUDIO_OUTPUT;

  /** Input or output: the class whose rate this one takes where it has none of its own. */
  public TokenClass basis() {
    return switch (this) {
      case INPUT, CACHE_READ, CACHE_WRITE, AUDIO_INPUT -> INPUT;
      case OUTPUT, REASONING, AUDIO_OUTPUT -> OUTPUT;
    };
  }

  /** The stable name in price lines: {@code cache_read}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
