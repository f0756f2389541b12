package dev.saldo.in.rest.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Difference;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.in.rest.audit.StatedReason;
import dev.saldo.in.rest.catalog.CatalogChangeBody.ChangeBody;
import dev.saldo.in.rest.wire.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What two catalogues have different, row by row as they are on the wire. */
final class CatalogDiff {
  /** How the rows of a section are told apart. */
  private record Section(String member, String kind, Function<JsonNode, String> name) {}

  private static final List<Section> SECTIONS =
      List.of(
          new Section("default_plan", "default_plan", _ -> ""),
          new Section("profiles", "profile", JsonNode::asText),
          new Section("groups", "group", named("slug")),
          new Section("providers", "provider", named("slug")),
          new Section("features", "feature", named("slug")),
          new Section("roles", "role", named("feature", "role", "provider")),
          new Section("plans", "plan", named("slug", "version")),
          new Section("matrix", "matrix_cell", CatalogDiff::cell),
          new Section("overrides", "override", named("slug")),
          new Section("limits", "limit", named("slug")),
          new Section("prices", "price_list", named("version")),
          new Section("costs", "cost_list", named("version")),
          new Section("packs", "pack", named("slug")),
          new Section("settings", "settings", _ -> ""));

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
    JsonNode was = StrictJson.MAPPER.valueToTree(CatalogBody.from(old));
    JsonNode is = StrictJson.MAPPER.valueToTree(CatalogBody.from(recent));
    List<ChangeBody> changes = new ArrayList<>();
    for (Section section : SECTIONS) {
      Map<String, JsonNode> before = rows(was.path(section.member()), section);
      Map<String, JsonNode> after = rows(is.path(section.member()), section);
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
      return "added";
    }
    return to == null ? "removed" : "changed";
  }

  private static Map<String, JsonNode> rows(JsonNode section, Section how) {
    Map<String, JsonNode> rows = new LinkedHashMap<>();
    if (section.isArray()) {
      section.forEach(row -> rows.put(how.name().apply(row), row));
    } else if (!section.isMissingNode()) {
      rows.put(how.name().apply(section), section);
    }
    return rows;
  }

  private static Function<JsonNode, String> named(String... members) {
    return row ->
        Stream.of(members)
            .map(member -> row.path(member).asText())
            .collect(Collectors.joining("/"));
  }

  /** One cell for each provider, whichever of its models. */
  private static String cell(JsonNode row) {
    return named("plan", "profile", "feature").apply(row)
        + "/"
        + row.path("model").asText().split("/", 2)[0];
  }
}
