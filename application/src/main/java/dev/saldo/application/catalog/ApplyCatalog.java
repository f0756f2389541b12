package dev.saldo.application.catalog;

import dev.saldo.application.Clock;
import dev.saldo.application.UnavailableException;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogProposal;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a tenant's catalogue what a document says: all of it or nothing. */
public final class ApplyCatalog {
  private static final int ATTEMPTS_MAX = 3;

  private final Catalog catalog;
  private final Clock clock;

  public ApplyCatalog(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** What applying led to, or would lead to. */
  public sealed interface Result {
    /** It is current now, or would be. The number is the same when nothing is different. */
    record Applied(CatalogDocument before, CatalogDocument after) implements Result {}

    /** Another catalogue is current than the one that was meant to be replaced. */
    record Overtaken(int version) implements Result {}
  }

  /**
   * Applies a proposal to the current catalogue.
   *
   * @param expected the number that is to be replaced; empty for whichever is current
   * @param dryRun whether only to say what would change
   * @throws dev.saldo.domain.InvalidValueException if the proposal does not hold together, or
   *     changes what has to stay; then nothing is changed
   */
  public Result apply(
      TenantId tenant, CatalogProposal proposal, OptionalInt expected, boolean dryRun) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      CatalogDocument before = catalog.refresh(tenant);
      if (expected.isPresent() && expected.getAsInt() != before.version()) {
        return new Result.Overtaken(before.version());
      }
      CatalogDocument after = proposal.after(Optional.of(before), clock.now(tenant));
      boolean different = after.version() != before.version();
      if (dryRun || !different || catalog.replace(tenant, after)) {
        return new Result.Applied(before, after);
      }
    }
    throw new UnavailableException("catalogue", null);
  }
}
