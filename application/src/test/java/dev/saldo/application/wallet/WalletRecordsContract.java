package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.Samples.OTHER_TENANT;
import static dev.saldo.application.wallet.Samples.START;
import static dev.saldo.application.wallet.Samples.TENANT;
import static dev.saldo.application.wallet.Samples.authorize;
import static dev.saldo.application.wallet.Samples.grant;
import static dev.saldo.application.wallet.Samples.newWallet;
import static dev.saldo.application.wallet.Samples.open;
import static dev.saldo.application.wallet.Samples.plan;
import static dev.saldo.application.wallet.Samples.release;
import static dev.saldo.application.wallet.Samples.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.wallet.WalletRecords.HeldCall;
import dev.saldo.domain.Credits;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.domain.wallet.DecisionRecord;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.EntryKind;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.HoldId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every reader of the ledger's records must do. */
public abstract class WalletRecordsContract {
  private static final AtomicLong LAST_DAY = new AtomicLong(4000);
  private static final PlanTerms FREE = plan("free", 100);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Each test has a day of its own, so that lists over all customers can be cut out. */
  private final Instant start = START.plus(Duration.ofDays(LAST_DAY.incrementAndGet()));

  private final ManualClock clock = new ManualClock(start);
  private final WalletId wallet = newWallet();
  private LedgerFixture books;
  private WalletRecords records;

  /** A ledger with what reads it. */
  public record Stores(LedgerFixture books, WalletRecords records) {}

  /** Ledger and records on this clock. */
  protected abstract Stores stores(ManualClock clock);

  @BeforeEach
  void openWallet() {
    Stores stores = stores(clock);
    books = stores.books();
    records = stores.records();
    books.ledger().submit(open(wallet, FREE));
  }

  @Test
  void findsDecisionsThatHeldAndThatRefused() {
    hold(wallet, 50_000);
    books.ledger().submit(authorize(wallet, FREE, 900_000_000));
    List<DecisionRecord> stored = books.decisions(wallet);

    assertThat(stored).extracting(DecisionRecord::outcome).contains("held").hasSize(2);
    for (DecisionRecord each : stored) {
      DecisionId id = new DecisionId(wallet, each.number());
      assertThat(records.decision(TENANT, id)).contains(each);
      assertThat(records.decision(OTHER_TENANT, id)).isEmpty();
    }
    assertThat(records.decision(TENANT, new DecisionId(wallet, 1))).isEmpty();
  }

  @Test
  void listsGrantsAlsoThoseThatAreUsedUp() {
    clock.advance(MINUTE);
    books.ledger().submit(grant(wallet, "5"));
    clock.advance(MINUTE);
    HoldId all = hold(wallet, 105_000);
    books.ledger().submit(settle(all, 105_000));
    List<Grant> grants = records.grants(TENANT, wallet, PageRequest.first()).data();
    assertThat(grants).isEqualTo(books.grants(wallet).reversed());
    assertThat(grants).extracting(Grant::available).containsOnly(Credits.ZERO);
    assertThat(grants).extracting(Grant::amount).containsExactly(Credits.of(5), Credits.of(100));
  }

  @Test
  void findsAGrantAlsoOneThatIsUsedUp() {
    GrantId allowance = books.grants(wallet).getFirst().id();
    books.ledger().submit(settle(hold(wallet, 100_000), 100_000));

    assertThat(records.grant(TENANT, allowance)).contains(books.grants(wallet).getFirst());
    assertThat(records.grant(OTHER_TENANT, allowance)).isEmpty();
    assertThat(records.grant(TENANT, new GrantId(wallet, 7))).isEmpty();
    assertThat(records.grant(TENANT, new GrantId(newWallet(), allowance.number()))).isEmpty();
  }

  /** Entries at the opening and each minute after it, some of them several at once. */
  @Test
  void findsTheLastEntryUpToAnyInstant() {
    for (int minute = 1; minute <= 9; minute++) {
      clock.advance(MINUTE);
      books.ledger().submit(settle(hold(wallet, 2300), 100L * minute));
    }
    List<Entry> all = books.entries(wallet);
    assertThat(all).hasSize(1 + 9 * 3);

    for (int micros = -1; micros <= 1; micros++) {
      for (int minute = 0; minute <= 10; minute++) {
        Instant at = start.plus(MINUTE.multipliedBy(minute)).plusNanos(1_000L * micros);
        assertThat(records.lastEntry(TENANT, wallet, at))
            .as("%s", at)
            .isEqualTo(
                all.stream().filter(entry -> !entry.at().isAfter(at)).reduce((_, last) -> last));
      }
    }
    assertThat(records.lastEntry(TENANT, wallet, start.minusNanos(1_000))).isEmpty();
    assertThat(records.lastEntry(TENANT, newWallet(), start)).isEmpty();
    assertThat(records.lastEntry(OTHER_TENANT, wallet, start)).isEmpty();
  }

  @Test
  void listsGrantsPageByPageAndByTime() {
    for (int i = 0; i < 3; i++) {
      clock.advance(MINUTE);
      books.ledger().submit(grant(wallet, "1"));
    }
    Page<Grant> page = records.grants(TENANT, wallet, page(3, Optional.empty()));
    Page<Grant> rest = records.grants(TENANT, wallet, page(3, page.next()));
    assertThat(page.data()).hasSize(3);
    assertThat(rest.data()).containsExactly(books.grants(wallet).getFirst());
    assertThat(rest.next()).isEmpty();

    PageRequest minutes = between(start.plus(MINUTE), start.plus(MINUTE.multipliedBy(3)));
    assertThat(records.grants(TENANT, wallet, minutes).data())
        .isEqualTo(books.grants(wallet).subList(1, 3).reversed());
  }

  @Test
  void listsEntriesTheLastOneFirstWithoutAGap() {
    books.ledger().submit(settle(hold(wallet, 2300), 1300));
    List<Entry> all = new ArrayList<>();
    Page<Entry> page = records.entries(TENANT, wallet, page(1, Optional.empty()));
    all.addAll(page.data());
    while (page.next().isPresent()) {
      page = records.entries(TENANT, wallet, page(1, page.next()));
      all.addAll(page.data());
    }
    assertThat(all).isEqualTo(books.entries(wallet).reversed());
    assertThat(all)
        .extracting(Entry::kind)
        .containsExactly(EntryKind.RETURN, EntryKind.CHARGE, EntryKind.HOLD, EntryKind.GRANT);
  }

  @Test
  void listsEntriesFromAnInstantToBeforeAnother() {
    clock.advance(MINUTE);
    HoldId hold = hold(wallet, 1000);
    clock.advance(MINUTE);
    books.ledger().submit(release(hold));
    PageRequest minute = between(start.plus(MINUTE), start.plus(MINUTE.multipliedBy(2)));
    assertThat(records.entries(TENANT, wallet, minute).data())
        .containsExactly(books.entries(wallet).get(1));
  }

  @Test
  void refusesACursorThatItDidNotGive() {
    PageRequest nonsense = page(2, Optional.of("nonsense"));
    assertThatThrownBy(() -> records.entries(TENANT, wallet, nonsense))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> records.grants(TENANT, wallet, nonsense))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(
            () ->
                records.holds(
                    TENANT, Optional.empty(), Optional.empty(), Optional.empty(), nonsense))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void findsAHoldWithItsCustomer() {
    HoldId id = hold(wallet, 1000);
    HeldCall found = records.hold(TENANT, id).orElseThrow();
    assertThat(found.id()).isEqualTo(id);
    assertThat(found.customer().value()).isEqualTo("customer-" + wallet.value());
    assertThat(found.hold()).isEqualTo(books.holds(wallet).getFirst());

    books.ledger().submit(settle(id, 900));
    assertThat(records.hold(TENANT, id).orElseThrow().hold())
        .isEqualTo(books.holds(wallet).getFirst());
    assertThat(records.hold(TENANT, new HoldId(wallet, 17))).isEmpty();
  }

  @Test
  void listsHoldsByState() {
    HoldId settled = hold(wallet, 1000);
    books.ledger().submit(settle(settled, 900));
    HoldId released = hold(wallet, 1000);
    books.ledger().submit(release(released));
    clock.advance(MINUTE);
    HoldId open = hold(wallet, 1000);
    assertThat(idsIn(Optional.of(Hold.State.HELD))).containsExactly(open);
    assertThat(idsIn(Optional.of(Hold.State.SETTLED))).containsExactly(settled);
    assertThat(idsIn(Optional.of(Hold.State.RELEASED))).containsExactly(released);
    assertThat(idsIn(Optional.of(Hold.State.EXPIRED))).isEmpty();
    assertThat(idsIn(Optional.empty())).containsExactly(open, released, settled);
  }

  @Test
  void countsAHoldWhoseTimeHasRunOutAsExpired() {
    HoldId hold = hold(wallet, 1000);
    clock.advance(Duration.ofMinutes(15));
    assertThat(idsIn(Optional.of(Hold.State.HELD))).isEmpty();
    assertThat(idsIn(Optional.of(Hold.State.EXPIRED))).containsExactly(hold);
    books.ledger().submit(release(hold));
    assertThat(idsIn(Optional.of(Hold.State.EXPIRED))).containsExactly(hold);
  }

  @Test
  void listsHoldsOfAllCustomersPageByPage() {
    WalletId other = newWallet();
    books.ledger().submit(open(other, FREE));
    HoldId first = hold(wallet, 1000);
    clock.advance(MINUTE);
    HoldId second = hold(other, 1000);
    clock.advance(MINUTE);
    HoldId third = hold(wallet, 1000);

    PageRequest day =
        new PageRequest(
            2, Optional.empty(), Optional.of(start), Optional.of(start.plus(Duration.ofDays(1))));
    Page<HeldCall> page =
        records.holds(TENANT, Optional.empty(), Optional.empty(), Optional.empty(), day);
    assertThat(page.data()).extracting(HeldCall::id).containsExactly(third, second);
    PageRequest next = new PageRequest(2, page.next(), day.from(), day.to());
    Page<HeldCall> rest =
        records.holds(TENANT, Optional.empty(), Optional.empty(), Optional.empty(), next);
    assertThat(rest.data()).extracting(HeldCall::id).containsExactly(first);
    assertThat(rest.next()).isEmpty();
    assertThat(
            records
                .holds(
                    TENANT,
                    Optional.of(other),
                    Optional.empty(),
                    Optional.empty(),
                    PageRequest.first())
                .data())
        .extracting(HeldCall::id)
        .containsExactly(second);
  }

  @Test
  void listsTheChildrenOfARun() {
    HoldId run = hold(wallet, 20_000);
    HoldId first = child(run, 1000);
    clock.advance(MINUTE);
    HoldId second = child(run, 1000);
    hold(wallet, 1000);

    assertThat(children(TENANT, Optional.empty(), run)).containsExactly(second, first);
    assertThat(children(TENANT, Optional.of(wallet), run)).containsExactly(second, first);
    assertThat(children(TENANT, Optional.of(newWallet()), run)).isEmpty();
    assertThat(children(OTHER_TENANT, Optional.empty(), run)).isEmpty();
    assertThat(children(TENANT, Optional.empty(), first)).isEmpty();
    assertThat(records.hold(TENANT, first).orElseThrow().run()).contains(run);
    assertThat(records.hold(TENANT, run).orElseThrow().hold().openChildren()).isEqualTo(2);
  }

  private List<HoldId> children(TenantId tenant, Optional<WalletId> of, HoldId run) {
    return records
        .holds(tenant, of, Optional.of(run), Optional.empty(), PageRequest.first())
        .data()
        .stream()
        .map(HeldCall::id)
        .toList();
  }

  private HoldId child(HoldId run, long tokens) {
    var command = Samples.within(Samples.authorize(run.wallet(), FREE, tokens), run);
    return switch (books.ledger().submit(command)) {
      case Decision.Decided<AuthorizeOutcome>(AuthorizeOutcome.Held held, var _, var _) ->
          held.id();
      case Decision<AuthorizeOutcome> other -> throw new AssertionError("not held: " + other);
    };
  }

  @Test
  void showsNothingToAnotherTenant() {
    HoldId hold = hold(wallet, 1000);
    assertThat(records.grants(OTHER_TENANT, wallet, PageRequest.first()).data()).isEmpty();
    assertThat(records.entries(OTHER_TENANT, wallet, PageRequest.first()).data()).isEmpty();
    assertThat(records.hold(OTHER_TENANT, hold)).isEmpty();
    assertThat(
            records
                .holds(
                    OTHER_TENANT,
                    Optional.of(wallet),
                    Optional.empty(),
                    Optional.empty(),
                    PageRequest.first())
                .data())
        .isEmpty();
    PageRequest day = between(start, start.plus(Duration.ofDays(1)));
    assertThat(
            records
                .holds(OTHER_TENANT, Optional.empty(), Optional.empty(), Optional.empty(), day)
                .data())
        .isEmpty();
  }

  private List<HoldId> idsIn(Optional<Hold.State> state) {
    return records
        .holds(TENANT, Optional.of(wallet), Optional.empty(), state, PageRequest.first())
        .data()
        .stream()
        .map(HeldCall::id)
        .toList();
  }

  private HoldId hold(WalletId in, long tokens) {
    return switch (books.ledger().submit(authorize(in, FREE, tokens))) {
      case Decision.Decided<AuthorizeOutcome>(AuthorizeOutcome.Held held, var _, var _) ->
          held.id();
      case Decision<AuthorizeOutcome> other -> throw new AssertionError("not held: " + other);
    };
  }

  private static PageRequest page(int limit, Optional<String> cursor) {
    return new PageRequest(limit, cursor, Optional.empty(), Optional.empty());
  }

  private static PageRequest between(Instant from, Instant to) {
    return new PageRequest(50, Optional.empty(), Optional.of(from), Optional.of(to));
  }
}
