package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.Enforcement;
import dev.saldo.domain.plan.OverrunPolicy;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.Price;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceComponent;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.Rounding;
import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.pricing.TokenPricing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names, plans and prices that tests of wallets share. */
final class Sample {
  static final TenantId TENANT = new TenantId(1);
  static final WalletId WALLET = new WalletId(42);
  static final Actor ACTOR = new Actor("key_1");
  static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  /** Noon of Tuesday, 10 November 2026, in São Paulo. */
  static final Instant NOON = Instant.parse("2026-11-10T15:00:00Z");

  /** When November ends in São Paulo. */
  static final Instant DECEMBER = Instant.parse("2026-12-01T03:00:00Z");

  static final ModelId MINI = ModelId.parse("openai/gpt-4o-mini");
  static final ModelId LARGE = ModelId.parse("openai/gpt-4o");
  static final ModelId CLAUDE = ModelId.parse("anthropic/claude");

  /** Has no price in any list but the first. */
  static final ModelId GROK = ModelId.parse("xai/grok");

  /**
   * Version 1: 1 credit per started 1,000 tokens, 3 on Claude. Version 2: 2 credits, and no price
   * for other models than the mini.
   */
  static final PriceBook PRICES =
      new PriceBook(
          List.of(
              new TokenPricing(
                  1,
                  Instant.EPOCH,
                  List.of(
                      PriceRow.byDefault(perThousand(1)), row(CLAUDE.toString(), perThousand(3)))),
              new TokenPricing(2, NOON, List.of(row(MINI.toString(), perThousand(2))))),
          List.of(
              new CostList(
                  1,
                  Instant.EPOCH,
                  List.of(
                      new CostRow(
                          MINI,
                          Map.of(TokenClass.INPUT, 150_000L, TokenClass.OUTPUT, 600_000L),
                          Map.of(),
                          "USD")))));

  private Sample() {}

  static PlanTerms plan(String slug, long allowance) {
    return plan(slug, allowance, OverrunPolicy.CHARGE, 0);
  }

  static PlanTerms plan(String slug, long allowance, OverrunPolicy overrun, long debtLimit) {
    return new PlanTerms(
        slug, 1, Credits.of(allowance), Enforcement.HARD, overrun, Credits.of(debtLimit));
  }

  /** The same plan, which carries something over. */
  static PlanTerms rolling(PlanTerms plan, Rollover rollover) {
    return with(plan, plan.version(), plan.cycle(), Optional.of(rollover));
  }

  /** The same plan with cycles by the customer's own day. */
  static PlanTerms anniversary(PlanTerms plan) {
    return with(plan, plan.version(), CycleKind.ANNIVERSARY_MONTH, plan.rollover());
  }

  /** The same as another version. */
  static PlanTerms version(int version, PlanTerms plan) {
    return with(plan, version, plan.cycle(), plan.rollover());
  }

  private static PlanTerms with(
      PlanTerms plan, int version, CycleKind cycle, Optional<Rollover> rollover) {
    return new PlanTerms(
        plan.plan(),
        version,
        plan.allowance(),
        plan.enforcement(),
        plan.overrun(),
        plan.debtLimit(),
        cycle,
        rollover);
  }

  static PlanTerms unlimited() {
    return new PlanTerms(
        "unlimited", 1, Credits.ZERO, Enforcement.UNLIMITED, OverrunPolicy.CHARGE, Credits.ZERO);
  }

  static Credits credits(String text) {
    return Credits.parse(text);
  }

  static Instant time(String text) {
    return Instant.parse(text);
  }

  static Sha256 content(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Price perThousand(long credits) {
    return Price.of(
        new PriceComponent.PerTokenBlock(1000, Credits.of(credits)), Rounding.UP_TO_CREDIT);
  }

  private static PriceRow row(String model, Price price) {
    return new PriceRow(Optional.empty(), Optional.empty(), Optional.of(model), price);
  }
}
