package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.Change;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Snapshot;
import dev.saldo.domain.wallet.StoredAnswer;
import dev.saldo.domain.wallet.Wallet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The wallets of one batch while its commands are decided one after another: each command is shown
 * what the ones before it left. What a command is shown is small, however large the batch.
 */
final class BatchState {
  private final Locked locked;
  private final Map<WalletId, Books> wallets = new HashMap<>();
  private final List<Write> writes = new ArrayList<>();

  /** What is known of one wallet. Of one that is opened in this batch, everything is. */
  private static final class Books {
    private final boolean isNew;
    private final Loaded.Parts parts;
    private Wallet wallet;

    private Books(Wallet wallet, Loaded.Parts parts, boolean isNew) {
      this.wallet = wallet;
      this.parts = parts;
      this.isNew = isNew;
    }

    private void count(CounterDelta delta) {
      if (isNew) {
        parts.counters.putIfAbsent(delta.key(), Counter.NONE);
      }
      parts.counters.computeIfPresent(delta.key(), (_, counter) -> counter.plus(delta));
    }
  }

  /** Counters that were asked for and not found are zero, and are counted from here on. */
  BatchState(Locked locked, Loaded loaded, List<Wanted> wanted) {
    this.locked = locked;
    locked
        .wallets()
        .forEach((id, wallet) -> wallets.put(id, new Books(wallet, loaded.parts(id), false)));
    for (Wanted each : wanted) {
      Map<CounterKey, Counter> counters = loaded.parts(each.wallet().id()).counters;
      each.reads().counters().forEach(key -> counters.putIfAbsent(key, Counter.NONE));
    }
  }

  /** Everything that was decided, in order. */
  List<Write> writes() {
    return writes;
  }

  /** Decides a command. When it throws, nothing of it is kept. */
  <R extends Outcome> Decision<R> decide(LedgerCommand<R> command, Instant clock) {
    Books books = wallets.get(command.wallet());
    Decision<R> decision = command.answer(snapshot(command, books, clock), clock);
    if (decision instanceof Decision.Decided<R> decided) {
      Write write = Write.of(command, decided, books == null, locked.recordedAt());
      keep(command, decided, books);
      writes.add(write);
    }
    return decision;
  }

  private Snapshot snapshot(LedgerCommand<?> command, @Nullable Books books, Instant clock) {
    Locked.TenantState tenant = locked.tenant(command.tenant());
    if (books == null) {
      return locked.nothing(command.tenant());
    }
    Instant at = books.wallet.timeAt(clock);
    Reads reads = command.reads(books.wallet, at);
    Map<Long, Hold> holds = new TreeMap<>();
    for (long number : reads.holds()) {
      Hold hold = books.parts.holds.get(number);
      if (hold != null) {
        holds.put(number, hold);
      }
    }
    if (!books.wallet.nextDue().isAfter(at)) {
      books.parts.holds.values().stream()
          .filter(hold -> hold.isOverdueAt(at))
          .forEach(hold -> holds.put(hold.number(), hold));
    }
    Map<CounterKey, Counter> counters = new HashMap<>();
    for (CounterKey key : reads.counters()) {
      Counter counter = books.parts.counters.get(key);
      if (counter != null) {
        counters.put(key, counter);
      }
    }
    return new Snapshot(
        tenant.active(),
        tenant.catalogVersion(),
        Optional.of(books.wallet),
        books.parts.grants,
        holds,
        books.parts.laterExpiry,
        counters,
        command.key().map(key -> books.parts.answers.get(name(key))),
        locked.recordedAt());
  }

  private <R extends Outcome> void keep(
      LedgerCommand<R> command, Decision.Decided<R> decided, @Nullable Books known) {
    Change change = decided.change();
    Books books = known == null ? opened(change.wallet()) : known;
    books.wallet = change.wallet();
    for (Grant grant : change.grants()) {
      if (grant.isLive()) {
        books.parts.grants.put(grant.id().number(), grant);
      } else {
        books.parts.grants.remove(grant.id().number());
      }
    }
    change.holds().forEach(hold -> books.parts.holds.put(hold.number(), hold));
    change.counters().forEach(books::count);
    if (decided.effect() && command.key().isPresent()) {
      CommandKey key = command.key().get();
      books.parts.answers.put(name(key), new StoredAnswer(key.content(), decided.outcome()));
    }
  }

  private Books opened(Wallet wallet) {
    Books books = new Books(wallet, new Loaded.Parts(), true);
    wallets.put(wallet.id(), books);
    return books;
  }

  private static Loaded.KeyName name(CommandKey key) {
    return new Loaded.KeyName(key.operation(), key.key());
  }
}
