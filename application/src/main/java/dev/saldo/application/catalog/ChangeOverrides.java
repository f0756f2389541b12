package dev.saldo.application.catalog;

import dev.saldo.application.Clock;
import dev.saldo.application.audit.Audit;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.ProposedOverride;
import dev.saldo.domain.catalog.ProposedOverride.Author;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.SignOff;
import dev.saldo.domain.matrix.SignOff.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes, ends, approves and rejects overrides, one at a time. Each change is a catalogue of the
 * next number; what is so already is left as it is.
 */
public final class ChangeOverrides {
  private final ChangeCatalog changeCatalog;
  private final Clock clock;

  public ChangeOverrides(ChangeCatalog changeCatalog, Clock clock) {
    this.changeCatalog = changeCatalog;
    this.clock = clock;
  }

  /** How it went. */
  public sealed interface Result {
    /**
     * It is so now.
     *
     * @param override empty when it is gone
     * @param isNew whether it was made now
     */
    record Changed(Optional<MatrixOverride> override, int version, boolean isNew)
        implements Result {}

    /** Another catalogue is current than the one that was meant to be replaced. */
    record Overtaken(int version) implements Result {}

    /** There is no such override. */
    record Unknown() implements Result {}

    /** Another override has the name. */
    record NameTaken() implements Result {}

    /** Whoever made an override can neither approve nor reject it. */
    record OwnOverride() implements Result {}

    /** It was decided before, otherwise. */
    record DecidedBefore(Status status) implements Result {}
  }

  /**
   * Makes an override; the same one again changes nothing.
   *
   * @param expected the number of the catalogue that is to be replaced; empty for whichever
   * @param audit how the change is told, and by whom it is
   * @throws dev.saldo.domain.InvalidValueException if it names what is not there
   */
  public Result create(
      TenantId tenant,
      ProposedOverride proposed,
      OptionalInt expected,
      Audit<CatalogDocument> audit) {
    Author author = new Author(audit.author().actor(), clock.now(tenant));
    return change(
        tenant,
        expected,
        audit,
        current ->
            current.matrix().override(proposed.slug()).isPresent()
                ? current
                : with(current, proposed, author),
        (before, after) -> {
          Optional<MatrixOverride> known = before.matrix().override(proposed.slug());
          MatrixOverride made = after.matrix().override(proposed.slug()).orElseThrow();
          return known.isPresent() && !made(before, proposed, author).equals(made)
              ? new Result.NameTaken()
              : new Result.Changed(Optional.of(made), after.version(), known.isEmpty());
        });
  }

  /** Ends an override now if it has begun to apply; else removes it. One that is over stays. */
  public Result end(
      TenantId tenant, String slug, OptionalInt expected, Audit<CatalogDocument> audit) {
    Instant now = clock.now(tenant);
    return change(
        tenant,
        expected,
        audit,
        current -> current.withOverrides(edited(current, slug, row -> ended(row, now))),
        (before, after) ->
            before.matrix().override(slug).isEmpty()
                ? new Result.Unknown()
                : new Result.Changed(after.matrix().override(slug), after.version(), false));
  }

  /** Lets an override apply; only for another key than the one that made it. */
  public Result approve(
      TenantId tenant, String slug, OptionalInt expected, Audit<CatalogDocument> audit) {
    return decide(tenant, slug, Status.APPROVED, expected, audit);
  }

  /** Never lets an override apply; only for another key than the one that made it. */
  public Result reject(
      TenantId tenant, String slug, OptionalInt expected, Audit<CatalogDocument> audit) {
    return decide(tenant, slug, Status.REJECTED, expected, audit);
  }

  private Result decide(
      TenantId tenant,
      String slug,
      Status status,
      OptionalInt expected,
      Audit<CatalogDocument> audit) {
    String key = audit.author().actor();
    return change(
        tenant,
        expected,
        audit,
        current ->
            current.withOverrides(
                edited(
                    current,
                    slug,
                    row ->
                        Optional.of(
                            isDecidable(row.signOff(), key)
                                ? row.with(row.signOff().decided(status, key))
                                : row))),
        (before, after) ->
            before
                .matrix()
                .override(slug)
                .map(row -> decided(row.signOff(), key, status, after, slug))
                .orElseGet(Result.Unknown::new));
  }

  private static Result decided(
      SignOff before, String key, Status status, CatalogDocument after, String slug) {
    if (before.status() != Status.PENDING_APPROVAL && before.status() != status) {
      return new Result.DecidedBefore(before.status());
    }
    if (before.status() == Status.PENDING_APPROVAL && before.createdBy().equals(key)) {
      return new Result.OwnOverride();
    }
    return new Result.Changed(after.matrix().override(slug), after.version(), false);
  }

  private static boolean isDecidable(SignOff signOff, String key) {
    return signOff.status() == Status.PENDING_APPROVAL && !signOff.createdBy().equals(key);
  }

  private static Optional<MatrixOverride> ended(MatrixOverride row, Instant now) {
    if (row.isOverAt(now)) {
      return Optional.of(row);
    }
    boolean hasApplied = row.isApproved() && row.effectiveFrom().isBefore(now);
    return hasApplied ? Optional.of(row.endingAt(now)) : Optional.empty();
  }

  private static CatalogDocument with(
      CatalogDocument current, ProposedOverride proposed, Author author) {
    return current.withOverrides(
        Stream.concat(
                current.matrix().overrides().stream(), Stream.of(made(current, proposed, author)))
            .toList());
  }

  private static MatrixOverride made(
      CatalogDocument current, ProposedOverride proposed, Author author) {
    return proposed.after(
        current.matrix().override(proposed.slug()), current.settings()::needsApproval, author);
  }

  private static List<MatrixOverride> edited(
      CatalogDocument current,
      String slug,
      Function<MatrixOverride, Optional<MatrixOverride>> edit) {
    List<MatrixOverride> rows = new ArrayList<>();
    for (MatrixOverride row : current.matrix().overrides()) {
      (row.slug().equals(slug) ? edit.apply(row) : Optional.of(row)).ifPresent(rows::add);
    }
    return rows;
  }

  /** What a change led to, from the catalogues before and after it. */
  private interface Outcome {
    Result of(CatalogDocument before, CatalogDocument after);
  }

  private Result change(
      TenantId tenant,
      OptionalInt expected,
      Audit<CatalogDocument> audit,
      UnaryOperator<CatalogDocument> next,
      Outcome outcome) {
    return switch (changeCatalog.change(tenant, expected, false, audit, next)) {
      case ChangeCatalog.Result.Applied(var before, var after) -> outcome.of(before, after);
      case ChangeCatalog.Result.Overtaken(int version) -> new Result.Overtaken(version);
    };
  }
}
