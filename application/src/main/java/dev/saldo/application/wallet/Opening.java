package dev.saldo.application.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.OpenWallet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a customer begins with.
 *
 * @param anchor the day of the month on which cycles begin when the plan leaves it to the customer;
 *     empty for today
 * @param allowance what each cycle gives; empty for the plan's allowance
 */
record Opening(
    Key key,
    PlanTerms terms,
    ZoneId zone,
    OptionalInt anchor,
    Optional<Credits> allowance,
    Optional<String> name,
    Set<String> groups,
    Map<String, String> metadata) {
  /** The zone of a customer who names none. */
  static final ZoneId ZONE_DEFAULT = ZoneId.of("UTC");

  Opening {
    groups = Set.copyOf(groups);
    metadata = Map.copyOf(metadata);
  }

  /** Of a customer of whom nothing is known but the key. */
  static Opening of(Key key, PlanTerms terms) {
    return new Opening(
        key,
        terms,
        ZONE_DEFAULT,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Map.of());
  }

  /** The customer, whose wallet is not open yet. */
  Customer customer(WalletId wallet, Instant now) {
    return new Customer(key, wallet, name, groups, metadata, now, false);
  }

  /** What opens the wallet. */
  OpenWallet command(TenantId tenant, WalletId wallet, Actor actor) {
    return new OpenWallet(tenant, wallet, key, terms, zone, anchor, allowance, actor);
  }
}
