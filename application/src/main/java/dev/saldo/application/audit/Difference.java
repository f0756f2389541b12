package dev.saldo.application.audit;

import java.util.Optional;

/**
 * What a change did to one thing. Before and after are documents as the API shows them: trees of
 * maps, lists, texts, numbers and booleans. No secret is ever in them.
 *
 * @param kind such as {@code customer} or {@code matrix_cell}
 * @param key tells it from others of its kind
 * @param before empty when it was not there
 * @param after empty when it is not there any more
 */
public record Difference(
    String kind, String key, Action action, Optional<Object> before, Optional<Object> after) {

  /** The difference, if there is one. */
  public static Optional<Difference> between(
      String kind, String key, Optional<Object> before, Optional<Object> after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    Action action =
        before.isEmpty() ? Action.CREATED : after.isEmpty() ? Action.DELETED : Action.CHANGED;
    return Optional.of(new Difference(kind, key, action, before, after));
  }

  /** The same under a more exact word. */
  public Difference as(Action word) {
    return new Difference(kind, key, word, before, after);
  }
}
