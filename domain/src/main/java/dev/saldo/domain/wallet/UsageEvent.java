package dev.saldo.domain.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Sha256;
import dev.saldo.domain.pricing.TokenUsage;
import java.time.Instant;

/**
 * Usage for which no credits were held, as it is reported afterwards.
 *
 * @param at when it was used
 * @param call who used what; its metadata are the reporter's own
 * @param succeeded whether the call did what it was for
 */
public record UsageEvent(
    Name name, Instant at, Call call, TokenUsage usage, Evidence evidence, boolean succeeded) {

  /**
   * By what an event is known in its wallet: one that comes again under its name is the same.
   *
   * @param source who reports it, 1 to 255 printable characters
   * @param id which of the source's events it is, 1 to 255 printable characters
   */
  public record Name(String source, String id) {
    /** The most characters of each. */
    public static final int LENGTH_MAX = 255;

    private static final String OPERATION = "usage_event";

    public Name {
      part(source);
      part(id);
    }

    /**
     * A source or an id.
     *
     * @throws dev.saldo.domain.InvalidValueException if the text is neither
     */
    public static String part(String text) {
      require(
          !text.isEmpty()
              && text.length() <= LENGTH_MAX
              && text.chars().allMatch(c -> c >= ' ' && c <= '~'),
          "must be 1 to 255 printable characters");
      return text;
    }

    /**
     * What the charge is remembered by. The length of the source comes first, so that no two names
     * have one key.
     *
     * @param content the digest of what is reported
     */
    CommandKey key(Sha256 content) {
      return new CommandKey(OPERATION, source.length() + ":" + source + ":" + id, content);
    }
  }
}
