package dev.saldo.domain.matrix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The approved overrides of a matrix, found by feature and by whom they are for. */
final class OverrideIndex {
  private record UserKey(String feature, String customer, String user) {}

  private record GroupKey(String feature, String group) {}

  /**
   * The overrides that apply to a question.
   *
   * @param winners by provider, each alone
   * @param losers those that another wins against
   * @param holds around the instant of the question: the time in which these are the ones
   */
  record Applying(Map<String, MatrixOverride> winners, List<MatrixOverride> losers, Period holds) {
    static final Applying NONE = new Applying(Map.of(), List.of(), Period.ALWAYS);
  }

  private final Map<UserKey, List<MatrixOverride>> ofUsers = new HashMap<>();
  private final Map<GroupKey, List<MatrixOverride>> ofGroups = new HashMap<>();

  OverrideIndex(List<MatrixOverride> overrides) {
    overrides.stream()
        .filter(MatrixOverride::isApproved)
        .sorted(MatrixOverride::byPrecedence)
        .forEach(row -> rowsLike(row).add(row));
  }

  private List<MatrixOverride> rowsLike(MatrixOverride row) {
    String feature = row.target().feature();
    OverrideSubject subject = row.subject();
    return subject.isUser()
        ? ofUsers.computeIfAbsent(
            new UserKey(
                feature,
                subject.customer().orElseThrow().value(),
                subject.user().orElseThrow().value()),
            _ -> new ArrayList<>())
        : ofGroups.computeIfAbsent(
            new GroupKey(feature, subject.group().orElseThrow()), _ -> new ArrayList<>());
  }

  Applying applying(MatrixContext context) {
    List<MatrixOverride> found = found(context);
    if (found.isEmpty()) {
      return Applying.NONE;
    }
    Instant at = context.at();
    Period holds = Period.ALWAYS;
    Map<String, MatrixOverride> winners = new TreeMap<>();
    List<MatrixOverride> losers = new ArrayList<>();
    for (MatrixOverride row : found) {
      if (row.target().matches(context)) {
        holds = row.steady(holds, at);
        if (row.isEffectiveAt(at)) {
          MatrixOverride before = winners.put(row.target().provider(), row);
          if (before != null) {
            boolean wins = MatrixOverride.byPrecedence(row, before) < 0;
            losers.add(wins ? before : row);
            winners.put(row.target().provider(), wins ? row : before);
          }
        }
      }
    }
    losers.sort(MatrixOverride::byPrecedence);
    return new Applying(winners, losers, holds);
  }

  /** Whatever is for this user or one of these groups in the feature, at any time. */
  private List<MatrixOverride> found(MatrixContext context) {
    List<MatrixOverride> found = List.of();
    if (!ofUsers.isEmpty() && context.customer().isPresent() && context.user().isPresent()) {
      UserKey key = new UserKey(context.feature(), context.customer().get(), context.user().get());
      found = both(found, ofUsers.getOrDefault(key, List.of()));
    }
    if (!ofGroups.isEmpty()) {
      for (String group : context.groups()) {
        GroupKey key = new GroupKey(context.feature(), group);
        found = both(found, ofGroups.getOrDefault(key, List.of()));
      }
    }
    return found;
  }

  private static List<MatrixOverride> both(
      List<MatrixOverride> first, List<MatrixOverride> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() ? second : first;
    }
    List<MatrixOverride> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
