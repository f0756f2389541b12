package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.Samples.START;
import static dev.saldo.application.wallet.Samples.TENANT;
import static dev.saldo.application.wallet.Samples.authorize;
import static dev.saldo.application.wallet.Samples.newWallet;
import static dev.saldo.application.wallet.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.Concurrently;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.EntryKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every finder of overdue wallets must do, and what posting what it finds leads to. */
public abstract class DueWalletsContract {
  private static final int MANY = 100_000;
  private static final PlanTerms FREE = plan("free", 100);

  private final ManualClock clock = new ManualClock(START);
  private final Set<WalletId> opened = new HashSet<>();
  private LedgerFixture books;
  private DueWallets due;
  private WalletId wallet;

  /** A ledger with what finds its overdue wallets. */
  public record Stores(LedgerFixture books, DueWallets due) {}

  /** Ledger and finder on this clock. */
  protected abstract Stores stores(ManualClock clock);

  @BeforeEach
  void openWallet() {
    Stores stores = stores(clock);
    books = stores.books();
    due = stores.due();
    wallet = open();
  }

  @Test
  void findsAWalletFromTheInstantAtWhichAHoldExpires() {
    Instant expires = hold(wallet);
    clock.set(expires.minusMillis(1));
    assertThat(due.find(MANY)).doesNotContain(found(wallet));
    clock.set(expires);
    assertThat(due.find(MANY)).contains(found(wallet));
  }

  @Test
  void findsAWalletWhoseCycleHasEnded() {
    clock.advance(Duration.ofDays(32));
    assertThat(due.find(MANY)).contains(found(wallet));
    assertThat(post().entries()).isPositive();
    assertThat(due.find(MANY)).doesNotContain(found(wallet));
  }

  @Test
  void goesByTheClockOfATestTenant() {
    TenantId tenant = books.newTestTenant();
    books.testClock(tenant, START);
    WalletId tested = newWallet();
    books.ledger().submit(Samples.open(tenant, tested, FREE));
    DueWallets.Due overdue = new DueWallets.Due(tenant, tested);

    clock.advance(Duration.ofDays(32));
    assertThat(due.find(MANY)).contains(found(wallet)).doesNotContain(overdue);
    clock.set(START);
    books.testClock(tenant, START.plus(Duration.ofDays(32)));
    assertThat(due.find(MANY)).contains(overdue).doesNotContain(found(wallet));
  }

  @Test
  void returnsTheCreditsOfAnExpiredHoldWithoutAnyCall() {
    clock.set(hold(wallet));
    post();
    assertThat(books.entries(wallet).getLast().kind()).isEqualTo(EntryKind.RETURN);
    assertThat(due.find(MANY)).doesNotContain(found(wallet));
  }

  @Test
  void postsOnceWhenManyDoItAtOnce() throws Exception {
    List<WalletId> wallets = IntStream.range(0, 20).mapToObj(_ -> open()).toList();
    clock.set(wallets.stream().map(this::hold).max(Instant::compareTo).orElseThrow());
    Concurrently.inParallel(4, this::post);
    for (WalletId each : wallets) {
      assertThat(books.entries(each))
          .filteredOn(entry -> entry.kind() == EntryKind.RETURN)
          .hasSize(1);
    }
  }

  @Test
  void findsNoMoreThanAsked() {
    hold(open());
    clock.set(hold(wallet));
    assertThat(due.find(1)).hasSize(1);
  }

  /** Posts in the wallets of this test alone: others may share the store. */
  private PostOverdue.Round post() {
    DueWallets own =
        max -> due.find(max).stream().filter(found -> opened.contains(found.wallet())).toList();
    return new PostOverdue(own, books.ledger(), MANY).post();
  }

  private WalletId open() {
    WalletId wallet = newWallet();
    books.ledger().submit(Samples.open(wallet, FREE));
    opened.add(wallet);
    return wallet;
  }

  /** Holds credits, and says until when. */
  private Instant hold(WalletId of) {
    return switch (books.ledger().submit(authorize(of, FREE, 1_000))) {
      case Decision.Decided<AuthorizeOutcome>(AuthorizeOutcome.Held held, var _, var _) ->
          held.hold().expiresAt();
      case Decision<AuthorizeOutcome> other -> throw new AssertionError("not held: " + other);
    };
  }

  private static DueWallets.Due found(WalletId wallet) {
    return new DueWallets.Due(TENANT, wallet);
  }
}
