package dev.saldo.domain.limit;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the catalogue that limits calls beside the cells of the matrix.
 *
 * @param slug what the limit is called in answers
 * @param plan whose customers it is for; empty for all
 * @param group the group whose members it counts together, exactly when the subject is one
 * @param feature empty for all together
 * @param provider empty for all together
 * @param model empty for all together; not beside a provider
 * @param max in the unit: calls, tokens or micro-credits
 * @param soft whether it is only told when it is passed, and refuses nothing
 */
public record LimitRule(
    String slug,
    Optional<String> plan,
    LimitSubject subject,
    Optional<String> group,
    Optional<String> feature,
    Optional<String> provider,
    Optional<ModelId> model,
    LimitUnit unit,
    WindowKind window,
    long max,
    boolean soft) {
  public LimitRule {
    Slug.of(slug);
    require(
        !slug.equals(Limit.DAILY) && !slug.equals(Limit.MONTHLY),
        "\"%s\" is the name of the matrix's own limits".formatted(slug));
    require(
        group.isPresent() == (subject == LimitSubject.GROUP),
        "limit " + slug + " must name a group exactly when it counts one");
    require(
        provider.isEmpty() || model.isEmpty(),
        "limit " + slug + " must not name a model beside a provider");
    new Limit(slug, new Meter("", "", "", unit, window), max, soft);
  }

  /** What is limited, for people. */
  public String label() {
    return "%s of %s%s in %s on %s by %s"
        .formatted(
            unit,
            subject,
            group.map(" "::concat).orElse(""),
            feature.orElse("all"),
            target().isEmpty() ? "all" : target(),
            window)
        .toLowerCase(Locale.ROOT);
  }

  /**
   * The limit on a call.
   *
   * @param user the key of who calls; empty text for the anonymous user
   * @return empty when the rule is not about who calls
   */
  Optional<Limit> on(String user, Set<String> groups) {
    return subject.of(user, groups, group).map(who -> new Limit(slug, meter(who), max, soft));
  }

  /** What it counts of somebody, as counters name them. */
  Meter meter(String who) {
    return new Meter(who, feature.orElse(""), target(), unit, window);
  }

  private String target() {
    return model.map(ModelId::toString).or(() -> provider).orElse("");
  }
}
