package dev.saldo.application.catalog;

import dev.saldo.application.Clock;
import dev.saldo.application.UnavailableException;
import dev.saldo.application.audit.Audit;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogProposal;
import dev.saldo.domain.catalog.ProposedOverride.Author;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Changes a tenant's catalogue, as a whole or in one row: all of it or nothing. */
public final class ChangeCatalog {
  private static final int ATTEMPTS_MAX = 3;

  private final Catalog catalog;
  private final Clock clock;

  public ChangeCatalog(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** What a change led to, or would lead to. */
  public sealed interface Result {
    /** It is current now, or would be. The number is the same when nothing is different. */
    record Applied(CatalogDocument before, CatalogDocument after) implements Result {}

    /** Another catalogue is current than the one that was meant to be replaced. */
    record Overtaken(int version) implements Result {}
  }

  /**
   * Makes the catalogue what is wanted of the current one.
   *
   * @param wanted what it is to be, given what it is; asked again when another change was faster
   * @param expected the number that is to be replaced; empty for whichever is current
   * @param dryRun whether only to say what would change
   * @param audit how the change is told
   * @throws dev.saldo.domain.InvalidValueException if the proposal does not hold together, or
   *     changes what has to stay; then nothing is changed
   */
  public Result apply(
      TenantId tenant,
      Function<CatalogDocument, CatalogProposal> wanted,
      OptionalInt expected,
      boolean dryRun,
      Audit<CatalogDocument> audit) {
    return change(
        tenant,
        expected,
        dryRun,
        audit,
        current ->
            wanted
                .apply(current)
                .after(
                    Optional.of(current), new Author(audit.author().actor(), clock.now(tenant))));
  }

  /**
   * Replaces the catalogue by what follows from the current one, whichever that is.
   *
   * @param next gives a document with another number, or the same document for no change
   */
  Result change(
      TenantId tenant,
      OptionalInt expected,
      boolean dryRun,
      Audit<CatalogDocument> audit,
      UnaryOperator<CatalogDocument> next) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      CatalogDocument before = catalog.refresh(tenant);
      if (expected.isPresent() && expected.getAsInt() != before.version()) {
        return new Result.Overtaken(before.version());
      }
      CatalogDocument after = next.apply(before);
      boolean different = after.version() != before.version();
      if (dryRun
          || !different
          || catalog.replace(tenant, after, audit.note(Optional.of(before), Optional.of(after)))) {
        return new Result.Applied(before, after);
      }
    }
    throw new UnavailableException("catalogue", null);
  }
}
