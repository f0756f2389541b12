package dev.saldo.application.catalog;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Money;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.Pack;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.pricing.ExchangeRates;
import java.util.List;
import java.util.Optional;

/**
 * The catalogue that a tenant begins with: working features, plans, prices and packs, meant to be
 * replaced by one's own.
 */
public final class StarterCatalog {
  static final String FREE = "free";
  static final String PROFESSIONAL = "professional";
  static final String PREMIUM = "premium";
  static final String UNLIMITED = "unlimited";

  private StarterCatalog() {}

  /**
   * The catalogue, as version 1.
   *
   * @param test for a test tenant: the same, but every provider answers from the sandbox
   */
  public static CatalogDocument document(boolean test) {
    return new CatalogDocument(
        1,
        StarterMatrix.matrix(test),
        LimitBook.EMPTY,
        plans(),
        StarterPrices.book(),
        ExchangeRates.NONE,
        packs(),
        StarterMatrix.PROFILES,
        FREE);
  }

  private static List<Plan> plans() {
    return List.of(
        plan(FREE, "Free", 100, Enforcement.HARD),
        plan(PROFESSIONAL, "Professional", 600, Enforcement.HARD),
        plan(PREMIUM, "Premium", 6_000, Enforcement.HARD),
        plan(UNLIMITED, "Unlimited", 0, Enforcement.UNLIMITED));
  }

  private static Plan plan(String slug, String name, long allowance, Enforcement enforcement) {
    PlanTerms terms =
        new PlanTerms(
            slug, 1, Credits.of(allowance), enforcement, OverrunPolicy.CHARGE, Credits.ZERO);
    return new Plan(terms, name, Optional.empty(), Optional.empty());
  }

  private static List<Pack> packs() {
    return List.of(
        pack("start", "Start", 100, "39.70"),
        pack("growth", "Growth", 300, "99.70"),
        pack("pro", "Pro", 800, "199.70"),
        pack("master", "Master", 2_000, "397.00"));
  }

  private static Pack pack(String slug, String name, long credits, String reais) {
    return new Pack(slug, name, Credits.of(credits), Money.parse(reais, "BRL"));
  }
}
