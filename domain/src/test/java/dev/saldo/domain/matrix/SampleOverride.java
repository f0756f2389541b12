package dev.saldo.domain.matrix;

import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** An override as tests write it down; unless said otherwise of group beta in feature chat. */
final class SampleOverride {
  static final Instant FROM = Instant.parse("2026-11-01T03:00:00Z");
  static final Instant TO = Instant.parse("2026-12-01T03:00:00Z");
  static final Instant CREATED = Instant.parse("2026-10-01T12:00:00Z");

  private final String slug;
  private final String provider;
  private final OverrideEffect effect;
  private OverrideSubject subject = OverrideSubject.ofGroup("beta");
  private Optional<String> plan = Optional.empty();
  private Optional<String> profile = Optional.empty();
  private Instant createdAt = CREATED;
  private Instant from = FROM;
  private Optional<Instant> to = Optional.of(TO);
  private SignOff.Status status = SignOff.Status.APPROVED;

  private SampleOverride(String slug, String provider, OverrideEffect effect) {
    this.slug = slug;
    this.provider = provider;
    this.effect = effect;
  }

  static SampleOverride adds(String slug, ModelId model, String weight) {
    return new SampleOverride(
        slug,
        model.provider(),
        new OverrideEffect.Add(
            "analysis", new BigDecimal(weight), model, Optional.of(10L), Optional.of(200L)));
  }

  static SampleOverride replaces(String slug, String provider, long dailyCalls) {
    return new SampleOverride(
        slug,
        provider,
        new OverrideEffect.Replace(
            Optional.empty(), Optional.empty(), Optional.of(dailyCalls), Optional.empty()));
  }

  static SampleOverride replaces(String slug, ModelId model, String weight) {
    return new SampleOverride(
        slug,
        model.provider(),
        new OverrideEffect.Replace(
            Optional.of(new BigDecimal(weight)),
            Optional.of(model),
            Optional.empty(),
            Optional.empty()));
  }

  static SampleOverride excludes(String slug, String provider) {
    return new SampleOverride(slug, provider, new OverrideEffect.Exclude());
  }

  SampleOverride ofUser(String customer, String user) {
    subject = OverrideSubject.ofUser(new Key(customer), new Key(user));
    return this;
  }

  SampleOverride of(OverrideSubject other) {
    subject = other;
    return this;
  }

  SampleOverride plan(String slugOfPlan) {
    plan = Optional.of(slugOfPlan);
    return this;
  }

  SampleOverride profile(String slugOfProfile) {
    profile = Optional.of(slugOfProfile);
    return this;
  }

  SampleOverride createdAt(Instant instant) {
    createdAt = instant;
    return this;
  }

  SampleOverride from(Instant instant) {
    from = instant;
    return this;
  }

  SampleOverride to(Instant instant) {
    to = Optional.of(instant);
    return this;
  }

  SampleOverride withoutEnd() {
    to = Optional.empty();
    return this;
  }

  SampleOverride status(SignOff.Status other) {
    status = other;
    return this;
  }

  MatrixOverride row() {
    return new MatrixOverride(
        slug,
        subject,
        new OverrideTarget("chat", provider, plan, profile),
        effect,
        Origin.PROMO,
        from,
        to,
        "a test",
        new SignOff(createdAt, "key_one", Optional.empty(), status));
  }
}
