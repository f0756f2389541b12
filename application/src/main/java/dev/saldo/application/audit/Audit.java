package dev.saldo.application.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a change of a {@code T} is to be told in the audit log. It goes along with the change to
 * where it is stored, since only there it is known what was there before.
 */
public record Audit<T>(Author author, Telling<T> telling) {
  /** Puts into documents what is different. */
  @FunctionalInterface
  public interface Telling<T> {
    /** What is different; empty when nothing is. */
    List<Difference> differences(Optional<T> before, Optional<T> after);
  }

  /**
   * Tells of one thing of a kind.
   *
   * @param key what it is known by
   * @param document what the API shows of it
   */
  public static <T> Audit<T> of(
      Author author, String kind, Function<T, String> key, Function<T, Object> document) {
    return new Audit<>(
        author,
        (before, after) ->
            after.or(() -> before).stream()
                .flatMap(
                    either ->
                        Difference.between(
                            kind, key.apply(either), before.map(document), after.map(document))
                            .stream())
                .toList());
  }

  /** The same under a more exact word. */
  public Audit<T> as(Action word) {
    return new Audit<>(
        author,
        (before, after) ->
            telling.differences(before, after).stream().map(each -> each.as(word)).toList());
  }

  /** The same, for this reason if none was given. */
  public Audit<T> because(String reason) {
    return new Audit<>(author.because(Optional.of(reason)), telling);
  }

  /** What to keep of this change. */
  public AuditNote note(Optional<T> before, Optional<T> after) {
    return new AuditNote(author, telling.differences(before, after));
  }
}
