package dev.saldo.verification;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what a client of PostgreSQL sends and knows which message makes the server commit: a query
 * with {@code COMMIT} in it, or the execution of a statement that was prepared as one.
 */
final class CommitSpotter {
  private static final Pattern COMMIT =
      Pattern.compile("(?:^|;)\\s*(?:commit|end)\\b", Pattern.CASE_INSENSITIVE);

  /** Messages begin with texts that end with a zero byte; no more than two matter. */
  private static final int TEXTS_READ = 2;

  private final Set<String> statements = new HashSet<>();
  private final Set<String> portals = new HashSet<>();

  /**
   * Takes in the next message.
   *
   * @param type its first byte
   * @param body what follows its length
   * @return whether the server commits when it gets this message
   */
  boolean isCommit(char type, byte[] body) {
    String[] texts = new String(body, StandardCharsets.UTF_8).split("\0", TEXTS_READ + 1);
    return switch (type) {
      case 'Q' -> COMMIT.matcher(texts[0]).find();
      case 'P' -> {
        remember(statements, texts[0], COMMIT.matcher(texts[1]).find());
        yield false;
      }
      case 'B' -> {
        remember(portals, texts[0], statements.contains(texts[1]));
        yield false;
      }
      case 'E' -> portals.contains(texts[0]);
      default -> false;
    };
  }

  private static void remember(Set<String> names, String name, boolean commits) {
    if (commits) {
      names.add(name);
    } else {
      names.remove(name);
    }
  }
}
