package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.catalog.Catalog;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.ProposedOverride;
import dev.saldo.domain.catalog.ProposedOverride.Author;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says whose calls an override would change, without making it. */
public final class PreviewOverride {
  /** How many members of a group are looked at. */
  public static final int MEMBERS_MAX = 10_000;

  /** How many of those whose calls change are named. */
  public static final int NAMED_MAX = 100;

  /** For how many of them the routes are shown. */
  public static final int EXAMPLES_MAX = 5;

  private final Customers customers;
  private final Catalog catalog;
  private final Clock clock;

  public PreviewOverride(Customers customers, Catalog catalog, Clock clock) {
    this.customers = customers;
    this.catalog = catalog;
    this.clock = clock;
  }

  /**
   * Whose calls would change.
   *
   * @param at the instant that is looked at: its first, or now if it has begun
   * @param needsApproval whether somebody else would have to approve it first
   * @param customers how many customers, by their anonymous user or a stored one
   * @param users how many stored users
   * @param named the first {@value #NAMED_MAX} of them
   * @param examples what the matrix answers the first {@value #EXAMPLES_MAX}
   * @param complete whether everybody was looked at
   */
  public record Preview(
      Instant at,
      boolean needsApproval,
      int customers,
      int users,
      List<Who> named,
      List<Example> examples,
      boolean complete) {
    public Preview {
      named = List.copyOf(named);
      examples = List.copyOf(examples);
    }
  }

  /**
   * Who calls.
   *
   * @param user empty for the anonymous user
   */
  public record Who(Key customer, Optional<Key> user) {}

  /** What the matrix answers somebody without and with the override. */
  public record Example(Who who, Resolution before, Resolution after) {}

  /** Looks at everybody it is for, up to {@value #MEMBERS_MAX}. */
  public Preview preview(Caller caller, ProposedOverride proposed) {
    TenantId tenant = caller.tenant().id();
    CatalogDocument document = catalog.refresh(tenant);
    Author author = new Author(caller.key().id(), clock.now(tenant));
    MatrixOverride override = proposed.asApproved(author);
    FeatureMatrix after = changed(document, override);
    Instant begin = override.effectiveFrom();
    Instant at = begin.isAfter(author.now()) ? begin : author.now();
    List<Asker> askers = askers(tenant, override);
    List<Example> changes = new ArrayList<>();
    for (Asker asker : askers.subList(0, Math.min(askers.size(), MEMBERS_MAX))) {
      MatrixContext context = context(asker, override, at);
      Example example =
          new Example(asker.who(), document.matrix().resolve(context), after.resolve(context));
      if (!answer(example.before()).equals(answer(example.after()))) {
        changes.add(example);
      }
    }
    return new Preview(
        at,
        document.settings().needsApproval(override),
        (int) changes.stream().map(each -> each.who().customer()).distinct().count(),
        (int) changes.stream().filter(each -> each.who().user().isPresent()).count(),
        changes.stream().map(Example::who).limit(NAMED_MAX).toList(),
        changes.stream().limit(EXAMPLES_MAX).toList(),
        askers.size() <= MEMBERS_MAX);
  }

  private static FeatureMatrix changed(CatalogDocument document, MatrixOverride override) {
    return document
        .withOverrides(
            Stream.concat(
                    document.matrix().overrides().stream()
                        .filter(row -> !row.slug().equals(override.slug())),
                    Stream.of(override))
                .toList())
        .matrix();
  }

  /** Somebody who may call; the user's key is there also when nothing of the user is stored. */
  private record Asker(Customers.Party party, Optional<Key> user) {
    Who who() {
      return new Who(party.customer().key(), user);
    }
  }

  private List<Asker> askers(TenantId tenant, MatrixOverride override) {
    Optional<Key> user = override.subject().user();
    if (user.isPresent()) {
      return customers
          .party(tenant, override.subject().customer().orElseThrow(), user)
          .map(party -> new Asker(party, user))
          .stream()
          .toList();
    }
    return customers
        .members(tenant, override.subject().group().orElseThrow(), MEMBERS_MAX + 1)
        .stream()
        .map(party -> new Asker(party, party.user().map(User::key)))
        .toList();
  }

  private static MatrixContext context(Asker asker, MatrixOverride override, Instant at) {
    Customers.Party party = asker.party();
    Optional<String> role =
        override.effect() instanceof OverrideEffect.Add add
            ? Optional.of(add.role())
            : Optional.empty();
    return new MatrixContext(
        party.terms().plan(),
        override.target().feature(),
        party.profile(Optional.empty()),
        party.groups(Optional.empty()),
        Optional.of(party.customer().key().value()),
        asker.user().map(Key::value),
        role,
        Optional.empty(),
        false,
        Set.of(),
        at);
  }

  private static List<Candidate> answer(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Resolved(var candidates, var _, var _) -> candidates;
      case Resolution.Unresolved _ -> List.of();
    };
  }
}
