package dev.saldo.application.catalog;

import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.catalog.ProposedOverride;
import dev.saldo.domain.catalog.ProposedOverride.Author;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.OverrideSubject;
import dev.saldo.domain.matrix.OverrideTarget;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Overrides of the starter catalogue, about diary analysis on plan professional. */
public final class SampleOverrides {
  /** The group that they are for. */
  public static final String GROUP = "black_friday_2025";

  /** When they begin. */
  public static final Instant FROM = Instant.parse("2026-11-10T15:00:00Z");

  /** When they are over. */
  public static final Instant TO = Instant.parse("2026-11-17T03:00:00Z");

  private SampleOverrides() {}

  /** The group gets anthropic, 10 calls a day and 200 a month. */
  public static ProposedOverride secondProvider() {
    return adding(OverrideSubject.ofGroup(GROUP), 10);
  }

  /** The same, from another instant. */
  public static ProposedOverride secondProviderFrom(Instant begin) {
    ProposedOverride usual = secondProvider();
    return new ProposedOverride(
        usual.slug(),
        usual.subject(),
        usual.target(),
        usual.effect(),
        usual.origin(),
        Optional.of(begin),
        usual.effectiveTo(),
        usual.reason());
  }

  /** One user gets anthropic. */
  public static ProposedOverride secondProviderFor(String customer, String user) {
    return adding(OverrideSubject.ofUser(new Key(customer), new Key(user)), 10);
  }

  /** Somebody gets anthropic. */
  public static ProposedOverride adding(OverrideSubject subject, long dailyCalls) {
    return proposed(
        subject,
        "anthropic",
        new OverrideEffect.Add(
            "analysis",
            new BigDecimal("0.8"),
            new ModelId("anthropic", "claude-sonnet-5-5"),
            Optional.of(dailyCalls),
            Optional.of(200L)));
  }

  /** An override of anything. */
  public static ProposedOverride proposed(
      OverrideSubject subject, String provider, OverrideEffect effect) {
    return new ProposedOverride(
        "diary",
        subject,
        new OverrideTarget(
            "diary_analysis", provider, Optional.of("professional"), Optional.empty()),
        effect,
        Origin.PROMO,
        Optional.of(FROM),
        Optional.of(TO),
        "Black Friday");
  }

  /** It, made by somebody before it begins. */
  public static MatrixOverride row(ProposedOverride proposed) {
    return proposed.asApproved(new Author("key_test", FROM.minusSeconds(60)));
  }
}
