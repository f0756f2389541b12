package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.limit.Window;
import dev.saldo.domain.plan.Cycle;
import dev.saldo.domain.plan.PlanTerms;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects changes of a wallet's members; {@link #wallet} is the wallet with all of them. */
final class WalletEdit {
  private final Wallet before;
  private boolean frozen;
  private PlanTerms terms;
  private Optional<PlanTerms> nextTerms;
  private Optional<Credits> ownAllowance;
  private ZoneId zone;
  private Optional<ZoneId> nextZone;
  private List<Window> carried;
  private List<EarlierTerms> earlier;
  private int anchor;
  private Cycle cycle;
  private Optional<Credits> cycleOwnAllowance;
  private Set<String> cyclePlans;
  private Credits cycleGranted;
  private Balances balances;
  private Instant nextDue;
  private long sequence;
  private Sha256 lastHash;
  private long lastNumber;
  private Instant lastAt;

  WalletEdit(Wallet before) {
    this.before = before;
    frozen = before.frozen();
    terms = before.terms();
    nextTerms = before.nextTerms();
    ownAllowance = before.ownAllowance();
    zone = before.zone();
    nextZone = before.nextZone();
    carried = before.carried();
    earlier = before.earlier();
    anchor = before.anchor();
    cycle = before.cycle();
    cycleOwnAllowance = before.cycleOwnAllowance();
    cyclePlans = before.cyclePlans();
    cycleGranted = before.cycleGranted();
    balances = before.balances();
    nextDue = before.nextDue();
    sequence = before.sequence();
    lastHash = before.lastHash();
    lastNumber = before.lastNumber();
    lastAt = before.lastAt();
  }

  WalletEdit frozen(boolean value) {
    frozen = value;
    return this;
  }

  WalletEdit terms(PlanTerms value) {
    terms = value;
    return this;
  }

  WalletEdit nextTerms(Optional<PlanTerms> value) {
    nextTerms = value;
    return this;
  }

  WalletEdit ownAllowance(Optional<Credits> value) {
    ownAllowance = value;
    return this;
  }

  WalletEdit zone(ZoneId value) {
    zone = value;
    return this;
  }

  WalletEdit nextZone(Optional<ZoneId> value) {
    nextZone = value;
    return this;
  }

  WalletEdit carried(List<Window> value) {
    carried = value;
    return this;
  }

  WalletEdit earlier(List<EarlierTerms> value) {
    earlier = value;
    return this;
  }

  WalletEdit anchor(int value) {
    anchor = value;
    return this;
  }

  WalletEdit cycle(Cycle value) {
    cycle = value;
    return this;
  }

  WalletEdit cycleOwnAllowance(Optional<Credits> value) {
    cycleOwnAllowance = value;
    return this;
  }

  WalletEdit cyclePlans(Set<String> value) {
    cyclePlans = value;
    return this;
  }

  WalletEdit cycleGranted(Credits value) {
    cycleGranted = value;
    return this;
  }

  WalletEdit balances(Balances value) {
    balances = value;
    return this;
  }

  WalletEdit nextDue(Instant value) {
    nextDue = value;
    return this;
  }

  WalletEdit lastEntry(Entry value) {
    sequence = value.sequence();
    lastHash = value.hash();
    return this;
  }

  WalletEdit lastNumber(long value) {
    lastNumber = value;
    return this;
  }

  WalletEdit lastAt(Instant value) {
    lastAt = value;
    return this;
  }

  Wallet wallet() {
    return new Wallet(
        before.id(),
        before.tenant(),
        before.customer(),
        before.suspended(),
        frozen,
        terms,
        nextTerms,
        ownAllowance,
        zone,
        nextZone,
        carried,
        earlier,
        anchor,
        cycle,
        cycleOwnAllowance,
        cyclePlans,
        cycleGranted,
        balances,
        nextDue,
        sequence,
        lastHash,
        lastNumber,
        lastAt);
  }
}
