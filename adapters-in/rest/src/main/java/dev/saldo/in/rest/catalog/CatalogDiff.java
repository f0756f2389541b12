package dev.saldo.in.rest.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Difference;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.in.rest.catalog.CatalogChangeBody.ChangeBody;
import dev.saldo.in.rest.identity.StatedReason;
import dev.saldo.in.rest.wire.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What two catalogues have different, row by row as they are on the wire. */
final class CatalogDiff {
  static final String ADDED = "added";

  /** In place of a row's name: the rows stand in another order. */
  private static final String ORDER = "order";

  private CatalogDiff() {}

  /** How a change of the catalogue is told: a record for each row that is different. */
  static Audit<CatalogDocument> audit(Author author) {
    return new Audit<>(
        author,
        (before, after) ->
            between(before.orElseThrow(), after.orElseThrow()).stream()
                .flatMap(
                    row ->
                        Difference.between(
                            row.kind(), row.name(), document(row.before()), document(row.after()))
                            .stream())
                .toList());
  }

  private static Optional<Object> document(@Nullable Object row) {
    return Optional.ofNullable(row).map(StatedReason::document);
  }

  static List<ChangeBody> between(CatalogDocument old, CatalogDocument recent) {
    CatalogBody was = CatalogBody.from(old);
    CatalogBody is = CatalogBody.from(recent);
    List<ChangeBody> changes = new ArrayList<>();
    for (CatalogSection<?> section : CatalogSection.ALL) {
      Map<String, JsonNode> before = rows(section, was);
      Map<String, JsonNode> after = rows(section, is);
      Set<String> names = new LinkedHashSet<>(before.keySet());
      names.addAll(after.keySet());
      for (String name : names) {
        JsonNode from = before.get(name);
        JsonNode to = after.get(name);
        if (from == null || !from.equals(to)) {
          changes.add(new ChangeBody(section.kind(), name, change(from, to), from, to));
        }
      }
      List<String> order = common(before, after);
      List<String> newOrder = common(after, before);
      if (!order.equals(newOrder)) {
        changes.add(new ChangeBody(section.kind(), ORDER, "changed", order, newOrder));
      }
    }
    return changes;
  }

  /** The rows that both have, in the order of the first: a feature's first role is its default. */
  private static List<String> common(Map<String, JsonNode> first, Map<String, JsonNode> other) {
    return first.keySet().stream().filter(other::containsKey).toList();
  }

  private static String change(@Nullable JsonNode from, @Nullable JsonNode to) {
    if (from == null) {
      return ADDED;
    }
    return to == null ? "removed" : "changed";
  }

  private static <T> Map<String, JsonNode> rows(CatalogSection<T> section, CatalogBody body) {
    Map<String, JsonNode> rows = new LinkedHashMap<>();
    section
        .of(body)
        .forEach(row -> rows.put(section.name().apply(row), StrictJson.MAPPER.valueToTree(row)));
    return rows;
  }
}
