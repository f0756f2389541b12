package dev.saldo.domain.wallet;

import static dev.saldo.domain.wallet.Sample.ACTOR;
import static dev.saldo.domain.wallet.Sample.TENANT;
import static dev.saldo.domain.wallet.Sample.WALLET;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A grant as tests write it down; each step gives a new one. */
record Gift(
    Credits credits,
    GrantSource source,
    int priority,
    Optional<Instant> effectiveAt,
    Optional<Instant> expiresAt,
    Scope scope,
    Optional<Money> paid,
    Optional<CommandKey> key) {
  private static final Optional<Money> PRICE = Optional.of(Money.parse("39.70", "BRL"));

  static Gift purchase(String credits) {
    return gift(credits, GrantSource.PURCHASE, PRICE);
  }

  static Gift promo(String credits) {
    return gift(credits, GrantSource.PROMO, Optional.empty());
  }

  static Gift adjustment(String credits) {
    return gift(credits, GrantSource.ADJUSTMENT, Optional.empty());
  }

  private static Gift gift(String credits, GrantSource source, Optional<Money> paid) {
    return new Gift(
        Credits.parse(credits),
        source,
        Grant.DEFAULT_PRIORITY,
        Optional.empty(),
        Optional.empty(),
        Scope.ALL,
        paid,
        Optional.empty());
  }

  Gift withPriority(int other) {
    return new Gift(credits, source, other, effectiveAt, expiresAt, scope, paid, key);
  }

  Gift from(Instant time) {
    return new Gift(credits, source, priority, Optional.of(time), expiresAt, scope, paid, key);
  }

  Gift until(Instant time) {
    return new Gift(credits, source, priority, effectiveAt, Optional.of(time), scope, paid, key);
  }

  Gift until(String time) {
    return until(Instant.parse(time));
  }

  Gift forFeature(String feature) {
    return within(new Scope(Set.of(feature), scope.models()));
  }

  Gift forModel(String model) {
    return within(new Scope(scope.features(), Set.of(model)));
  }

  Gift within(Scope other) {
    return new Gift(credits, source, priority, effectiveAt, expiresAt, other, paid, key);
  }

  Gift under(CommandKey other) {
    return new Gift(
        credits, source, priority, effectiveAt, expiresAt, scope, paid, Optional.of(other));
  }

  IssueGrant command() {
    return new IssueGrant(
        TENANT,
        WALLET,
        key,
        ACTOR,
        credits,
        source,
        priority,
        effectiveAt,
        expiresAt,
        scope,
        paid,
        Optional.of("a gift"));
  }
}
