package dev.saldo.in.rest.catalog;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.catalog.CatalogProposal;
import dev.saldo.domain.catalog.CatalogProposal.ProposedList;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.in.rest.problem.Reading;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells a version of the price list or cost list from the others: its number and time, or that
 * it is a draft, which has neither.
 */
record ListVersion(
    @Nullable Integer version, @Nullable OffsetDateTime effectiveFrom, @Nullable Boolean draft) {
  /** The name of a draft. */
  static final String DRAFT = "draft";

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,6}");

  /** That of a list that is there. */
  static ListVersion of(int version, Instant effectiveFrom) {
    return effectiveFrom.equals(PriceBook.NEVER)
        ? new ListVersion(null, null, true)
        : new ListVersion(version, OffsetDateTime.ofInstant(effectiveFrom, ZoneOffset.UTC), null);
  }

  /** The name of a version: its number or {@code draft}; empty when it has no number yet. */
  static String name(@Nullable Integer version, @Nullable Boolean draft) {
    return Boolean.TRUE.equals(draft) ? DRAFT : Objects.toString(version, "");
  }

  /**
   * This at an address, {@code draft} or a number: what the body leaves out is taken from there.
   *
   * @throws dev.saldo.in.rest.problem.ProblemException if the address is neither
   */
  ListVersion at(String address) {
    if (address.equals(DRAFT)) {
      return new ListVersion(version, effectiveFrom, draft == null || draft);
    }
    int number = Reading.value("version", address, ListVersion::number);
    return new ListVersion(
        version == null ? Integer.valueOf(number) : version, effectiveFrom, draft);
  }

  /** What is wanted of a list. */
  <R> ProposedList<R> proposed(String field, List<R> rows) {
    boolean isDraft = Boolean.TRUE.equals(draft);
    if (isDraft) {
      Reading.value(field + ".version", "", _ -> absent(version));
      Reading.value(field + ".effective_from", "", _ -> absent(effectiveFrom));
    }
    return new ProposedList<>(
        version == null ? OptionalInt.empty() : OptionalInt.of(version),
        isDraft
            ? Optional.of(PriceBook.NEVER)
            : Optional.ofNullable(effectiveFrom).map(OffsetDateTime::toInstant),
        rows);
  }

  private static boolean absent(@Nullable Object value) {
    require(value == null, "is not of a draft, which has neither number nor time");
    return true;
  }

  /** The number of a version. */
  static int number(String text) {
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > CatalogProposal.VERSION_MAX) {
      throw new InvalidValueException(
          "must be draft, or a number from 1 to " + CatalogProposal.VERSION_MAX);
    }
    return Integer.parseInt(text);
  }
}
