package dev.saldo.verification.model;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a caller asked and was told.
 *
 * @param effect names what it did, so that it can be found in what is stored; empty for a refusal
 *     that leaves nothing
 * @param said the members of the answer that the model knows, amounts in micro-credits
 */
public record Told(Wish wish, String effect, Map<String, String> said) {
  public Told {
    said = Map.copyOf(said);
  }

  /** The name of a decision about a call, and of the hold it made. */
  public static String decision(long number) {
    return "decision " + number;
  }

  /** The name of the settlement of a hold. */
  public static String settlement(long hold) {
    return "settlement of " + hold;
  }

  /** The name of the release of a hold. */
  public static String release(long hold) {
    return "release of " + hold;
  }

  /** The name of what was done under an idempotency key. */
  public static String keyed(String key) {
    return "key " + key;
  }

  @Override
  public String toString() {
    return wish + ", told " + new TreeMap<>(said);
  }
}
