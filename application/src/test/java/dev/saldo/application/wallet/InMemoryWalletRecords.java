package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.InMemoryPages;
import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the in-memory ledger has stored, for reading. */
public final class InMemoryWalletRecords implements WalletRecords {
  private final InMemoryLedger ledger;
  private final Clock clock;
  private final Map<WalletId, HistoryStart> starts = new HashMap<>();

  public InMemoryWalletRecords(InMemoryLedger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public Page<Grant> grants(TenantId tenant, WalletId wallet, PageRequest page) {
    List<Grant> grants =
        ledger.wallet(tenant, wallet).map(_ -> ledger.grants(wallet)).orElse(List.of()).reversed();
    return InMemoryPages.page(
        grants, page, Grant::createdAt, grant -> Long.toString(grant.id().number()));
  }

  @Override
  public Optional<Grant> grant(TenantId tenant, GrantId id) {
    return ledger.wallet(tenant, id.wallet()).stream()
        .flatMap(_ -> ledger.grants(id.wallet()).stream())
        .filter(grant -> grant.id().equals(id))
        .findFirst();
  }

  /** Forgets the entries of a wallet before an instant. */
  public void drop(WalletId wallet, Instant before) {
    ledger.entries(wallet).stream()
        .filter(entry -> entry.at().isBefore(before))
        .reduce((_, later) -> later)
        .ifPresent(last -> starts.put(wallet, new HistoryStart(last.at(), last.after())));
  }

  @Override
  public Optional<HistoryStart> historyStart(TenantId tenant, WalletId wallet) {
    return ledger.wallet(tenant, wallet).map(_ -> starts.get(wallet));
  }

  private List<Entry> kept(WalletId wallet) {
    Instant after =
        Optional.ofNullable(starts.get(wallet)).map(HistoryStart::at).orElse(Instant.MIN);
    return ledger.entries(wallet).stream().filter(entry -> entry.at().isAfter(after)).toList();
  }

  @Override
  public Optional<Entry> lastEntry(TenantId tenant, WalletId wallet, Instant at) {
    return ledger.wallet(tenant, wallet).stream()
        .flatMap(_ -> kept(wallet).stream())
        .filter(entry -> !entry.at().isAfter(at))
        .reduce((_, later) -> later);
  }

  @Override
  public Page<Entry> entries(TenantId tenant, WalletId wallet, PageRequest page) {
    List<Entry> entries =
        ledger.wallet(tenant, wallet).map(_ -> kept(wallet)).orElse(List.of()).reversed();
    return InMemoryPages.page(entries, page, Entry::at, entry -> Long.toString(entry.sequence()));
  }

  @Override
  public Optional<DecisionRecord> decision(TenantId tenant, DecisionId id) {
    return ledger.wallet(tenant, id.wallet()).stream()
        .flatMap(_ -> ledger.decisions(id.wallet()).stream())
        .filter(decision -> decision.number() == id.number())
        .findFirst();
  }

  @Override
  public Optional<HeldCall> hold(TenantId tenant, HoldId id) {
    return ledger.wallet(tenant, id.wallet()).stream()
        .flatMap(this::holds)
        .filter(held -> held.id().equals(id))
        .findFirst();
  }

  @Override
  public Page<HeldCall> holds(
      TenantId tenant,
      Optional<WalletId> wallet,
      Optional<HoldId> run,
      Optional<Hold.State> state,
      PageRequest page) {
    Instant now = clock.now(tenant);
    List<HeldCall> holds =
        ledger.wallets(tenant).stream()
            .filter(each -> wallet.isEmpty() || wallet.get().equals(each.id()))
            .flatMap(this::holds)
            .filter(held -> run.isEmpty() || held.run().equals(run))
            .filter(held -> state.isEmpty() || state.get() == stateAt(held.hold(), now))
            .sorted(
                Comparator.comparingLong((HeldCall held) -> held.id().number())
                    .thenComparing(held -> held.id().wallet())
                    .reversed())
            .toList();
    return InMemoryPages.page(
        holds, page, held -> held.hold().createdAt(), held -> held.id().toString());
  }

  private Stream<HeldCall> holds(Wallet wallet) {
    return ledger.holds(wallet.id()).stream()
        .map(hold -> new HeldCall(new HoldId(wallet.id(), hold.number()), wallet.customer(), hold));
  }

  private static Hold.State stateAt(Hold hold, Instant now) {
    return hold.isOverdueAt(now) ? Hold.State.EXPIRED : hold.state();
  }
}
