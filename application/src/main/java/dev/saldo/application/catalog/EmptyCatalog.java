package dev.saldo.application.catalog;

import dev.saldo.domain.Credits;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.ExchangeRates;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.TokenPricing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The catalogue of a tenant that brings its own: one plan that offers nothing. */
public final class EmptyCatalog {
  private static final String NONE = "none";

  private EmptyCatalog() {}

  /** The catalogue, as version 1. */
  public static CatalogDocument document() {
    PlanTerms terms =
        new PlanTerms(NONE, 1, Credits.ZERO, Enforcement.HARD, OverrunPolicy.CHARGE, Credits.ZERO);
    return new CatalogDocument(
        1,
        new FeatureMatrix(List.of(), List.of(), List.of(), List.of(), List.of()),
        LimitBook.EMPTY,
        List.of(new Plan(terms, "None", Optional.empty(), Optional.empty())),
        new PriceBook(List.of(new TokenPricing(1, Instant.EPOCH, List.of())), List.of()),
        ExchangeRates.NONE,
        List.of(),
        List.of("user"),
        NONE);
  }
}
