package dev.saldo.out.postgres.wallet;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.wallet.Change;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Continuity;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The wallets of one batch while its commands are decided one after another: each command is shown
 * what the ones before it left. What a command is shown is small, however large the batch.
 */
final class BatchState {
  private final Locked locked;
  private final InstantSource time;
  private final Deciding deciding;
  private final Map<TenantId, Instant> times = new HashMap<>();
  private final Map<WalletId, Books> wallets = new HashMap<>();
  private final Set<WalletId> postponed = new HashSet<>();
  private final List<Write> writes = new ArrayList<>();
  private final Loaded loaded = new Loaded();

  /** What is known of one wallet. Of one that is opened in this batch, everything is. */
  private static final class Books {
    private final boolean isNew;
    private final List<Change> changes = new ArrayList<>();
    private Loaded.Parts parts;
    private Wallet wallet;

    private Books(Wallet wallet, boolean isNew) {
      this.wallet = wallet;
      this.parts = new Loaded.Parts();
      this.parts.hasGrants = isNew;
      this.isNew = isNew;
    }

    /** What is known when all changes are stored. */
    private Loaded.Parts stored() {
      changes.forEach(change -> change.counters().forEach(delta -> parts.stored.add(delta.key())));
      return parts;
    }

    /** The counters that are known, after a change. */
    private Map<CounterKey, Counter> countersAfter(Change change) {
      Map<CounterKey, Counter> after = new HashMap<>();
      for (CounterDelta delta : change.counters()) {
        Counter before = parts.counters.get(delta.key());
        if (before != null || isNew) {
          after.merge(
              delta.key(),
              (before == null ? Counter.NONE : before).plus(delta),
              (sum, _) -> sum.plus(delta));
        }
      }
      return after;
    }
  }

  /**
   * Wallets whose locks are held; each tenant's time is read once, from now on.
   *
   * @param known what was known of wallets; it counts for those that are as they were
   */
  BatchState(
      Locked locked, Map<WalletId, Remembered.Known> known, InstantSource time, Deciding deciding) {
    this.locked = locked;
    this.time = time;
    this.deciding = deciding;
    locked.wallets().forEach((id, wallet) -> wallets.put(id, new Books(wallet, false)));
    known.forEach(
        (id, before) -> {
          if (locked.unchanged().contains(id)) {
            loaded.start(id, before.parts());
          }
        });
  }

  /** When the database says that all this is recorded. */
  Instant recordedAt() {
    return locked.recordedAt();
  }

  /**
   * What a command will look at; nothing for a wallet that is not there. Where something may be
   * due, all is loaded: of the holds that are left then the first to expire has to be found.
   */
  Optional<Wanted> wanted(LedgerCommand<?> command) {
    Optional<Wanted> wanted =
        locked
            .wallet(command.wallet())
            .filter(wallet -> wallet.tenant().equals(command.tenant()))
            .map(wallet -> Wanted.by(command, wallet, timeOf(command)));
    wanted.filter(Wanted::isDue).ifPresent(due -> loaded.forget(due.wallet().id()));
    return wanted;
  }

  /** What was loaded is there. Counters that were asked for and not found are zero. */
  void show(List<Wanted> wanted) {
    for (Wanted each : wanted) {
      WalletId id = each.wallet().id();
      Loaded.Parts parts = loaded.parts(id);
      each.reads().counters().forEach(key -> parts.counters.putIfAbsent(key, Counter.NONE));
      Books books = wallets.get(id);
      if (books != null) {
        books.parts = parts;
      }
    }
  }

  /**
   * Decides a command; when it throws, nothing of it is kept. Empty when a command before it has
   * changed what has to be looked at, such as the windows: then it, and what follows it in the same
   * wallet, has to wait for another batch.
   */
  <R extends Outcome> Optional<Decision<R>> decide(LedgerCommand<R> command) {
    Books books = wallets.get(command.wallet());
    if (postponed.contains(command.wallet())) {
      return Optional.empty();
    }
    Instant time = timeOf(command);
    Snapshot before = locked.nothing(command.tenant());
    if (books != null) {
      Instant at = books.wallet.timeAt(time);
      Reads reads = command.reads(books.wallet, at);
      if (!books.isNew && !books.parts.counters.keySet().containsAll(reads.counters())) {
        postponed.add(command.wallet());
        return Optional.empty();
      }
      before = snapshot(command, books, reads, at);
    }
    Decision<R> decision = deciding.answer(command, before, time);
    if (decision instanceof Decision.Decided<R> decided) {
      keep(command, decided, books);
      writes.add(Write.of(command, before, decided));
    }
    return Optional.of(decision);
  }

  /**
   * Everything that was decided, in order.
   *
   * @throws IllegalStateException if it is not what the entries say; then nothing may be stored
   */
  List<Write> checkedWrites() {
    wallets.forEach((id, books) -> Continuity.check(locked.wallet(id), books.changes));
    return writes;
  }

  /** Remembers the wallets as they are now that all this is stored. */
  void rememberIn(Remembered remembered) {
    wallets.values().forEach(books -> remembered.keep(books.wallet, books.stored()));
  }

  /** What was known or loaded. */
  Loaded loaded() {
    return loaded;
  }

  private Instant timeOf(LedgerCommand<?> command) {
    return times.computeIfAbsent(command.tenant(), tenant -> locked.now(tenant, time));
  }

  /**
   * When something is due, all open holds that are known are shown: the later expiry that was
   * loaded leaves out the holds that any command of the batch asked for. Grants that were used up
   * in this batch stay, for a correction that gives back to them.
   */
  private Snapshot snapshot(LedgerCommand<?> command, Books books, Reads reads, Instant at) {
    Locked.TenantState tenant = locked.tenant(command.tenant());
    Map<Long, Hold> holds = new TreeMap<>();
    for (long number : reads.holds()) {
      Hold hold = books.parts.holds.get(number);
      if (hold != null) {
        holds.put(number, hold);
      }
    }
    if (!books.wallet.nextDue().isAfter(at)) {
      books.parts.holds.values().stream()
          .filter(hold -> hold.state() == Hold.State.HELD)
          .forEach(hold -> holds.put(hold.number(), hold));
    }
    for (Hold hold : List.copyOf(holds.values())) {
      hold.parent().ifPresent(run -> holds.put(run, books.parts.holds.get(run)));
    }
    Map<CounterKey, Counter> counters = new HashMap<>();
    for (CounterKey key : reads.counters()) {
      counters.put(key, books.parts.counters.getOrDefault(key, Counter.NONE));
    }
    return new Snapshot(
        tenant.active(),
        tenant.catalogVersion(),
        Optional.of(books.wallet),
        books.parts.grants,
        holds,
        books.parts.laterExpiry,
        counters,
        command.key().map(key -> books.parts.answers.get(Loaded.KeyName.of(key))),
        locked.recordedAt());
  }

  private <R extends Outcome> void keep(
      LedgerCommand<R> command, Decision.Decided<R> decided, @Nullable Books known) {
    Change change = decided.change();
    Books books = known == null ? opened(change.wallet()) : known;
    Map<CounterKey, Counter> counters = books.countersAfter(change);
    books.wallet = change.wallet();
    books.changes.add(change);
    for (Grant grant : change.grants()) {
      books.parts.grants.put(grant.id().number(), grant);
    }
    change.holds().forEach(hold -> books.parts.holds.put(hold.number(), hold));
    books.parts.counters.putAll(counters);
    if (decided.effect() && command.key().isPresent()) {
      CommandKey key = command.key().get();
      books.parts.answers.put(
          Loaded.KeyName.of(key), new StoredAnswer(key.content(), decided.outcome()));
    }
  }

  private Books opened(Wallet wallet) {
    Books books = new Books(wallet, true);
    wallets.put(wallet.id(), books);
    return books;
  }
}
