package dev.saldo.out.postgres.wallet;

import static dev.saldo.application.wallet.Samples.ACTOR;
import static dev.saldo.application.wallet.Samples.OTHER_TENANT;
import static dev.saldo.application.wallet.Samples.START;
import static dev.saldo.application.wallet.Samples.TENANT;
import static dev.saldo.application.wallet.Samples.authorize;
import static dev.saldo.application.wallet.Samples.grant;
import static dev.saldo.application.wallet.Samples.key;
import static dev.saldo.application.wallet.Samples.withKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.UnavailableException;
import dev.saldo.application.wallet.Ledger;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.Adjust;
import dev.saldo.domain.wallet.Adjustment;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.domain.wallet.CancelPlanChange;
import dev.saldo.domain.wallet.ChangeFreeze;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.CommandKey;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.VoidGrant;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.Around;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger does when the database, or the way to it, fails. */
class LedgerFailuresIT {
  private static final TestDatabase DATABASE = TestDatabase.get();
  private static final PlanTerms FREE = Samples.plan("free", 100);

  private final ManualClock clock = new ManualClock(START);
  private final WalletId wallet = Samples.newWallet();
  private final PostgresFixture fixture = PostgresFixture.on(clock);

  @BeforeEach
  void openWallet() {
    fixture.ledger().submit(Samples.open(wallet, FREE));
  }

  @Test
  void refusesToRunInsideATransaction() {
    Ledger ledger = new PostgresLedger(DATABASE.ledger(), clock, () -> true);
    assertThatThrownBy(() -> ledger.submit(authorize(wallet, FREE, 100)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the ledger was called inside a transaction");
  }

  @Test
  void findsOutWhatBecameOfACommandWhoseCommitWasNotAnswered() {
    Ledger ledger = ledger(breakingCommits(new AtomicInteger(1), true));
    Authorize command = withKey(authorize(wallet, FREE, 100), key("authorize", "lost", "body"));
    assertThat(ledger.submit(command)).isInstanceOf(Decision.Replayed.class);
    assertThat(fixture.holds(wallet)).hasSize(1);
  }

  @Test
  void triesAgainWhenTheCommitNeverArrived() {
    Ledger ledger = ledger(breakingCommits(new AtomicInteger(1), false));
    Authorize command = withKey(authorize(wallet, FREE, 100), key("authorize", "lost", "body"));
    assertThat(ledger.submit(command)).isInstanceOf(Decision.Decided.class);
    assertThat(fixture.holds(wallet)).hasSize(1);
  }

  @Test
  void doesNotRepeatWhatCouldHappenTwice() {
    Ledger ledger = ledger(breakingCommits(new AtomicInteger(1), true));
    assertThatThrownBy(() -> ledger.submit(authorize(wallet, FREE, 100)))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(
            () -> ledger(breakingCommits(new AtomicInteger(1), true)).submit(grant(wallet, "5")))
        .isInstanceOf(UnavailableException.class);
    assertThat(fixture.holds(wallet)).hasSize(1);
    assertThat(fixture.grants(wallet)).hasSize(2);
  }

  @Test
  void doesNotAnswerAPlanChangeThatHappenedAsARefusal() {
    ChangePlan now = change(Optional.empty(), ChangeTime.NOW);
    assertThatThrownBy(() -> ledger(breakingCommits(new AtomicInteger(1), true)).submit(now))
        .isInstanceOf(UnavailableException.class);
    assertThat(stored().terms()).isEqualTo(now.terms());
  }

  @Test
  void doesNotAnswerCorrectionsThatHappenedAsRefusals() {
    GrantId allowance = fixture.grants(wallet).getFirst().id();
    assertUnavailable(new ChangeFreeze(TENANT, wallet, Optional.empty(), true, ACTOR));
    assertUnavailable(adjust(Optional.empty()));
    assertUnavailable(new VoidGrant(TENANT, allowance, Optional.empty(), ACTOR, "by mistake"));

    assertThat(stored().frozen()).isTrue();
    assertThat(fixture.grants(wallet).getFirst().buckets().voided()).isEqualTo(Credits.of(100));
    assertThat(fixture.entries(wallet)).hasSize(3);
  }

  @Test
  void findsOutUnderItsKeyWhatBecameOfACorrection() {
    Adjust adjust = adjust(Optional.of(key("adjust", "lost", "body")));
    assertThat(ledger(breakingCommits(new AtomicInteger(1), true)).submit(adjust))
        .isInstanceOf(Decision.Replayed.class);
    assertThat(fixture.entries(wallet)).hasSize(2);
  }

  private void assertUnavailable(LedgerCommand<?> command) {
    assertThatThrownBy(() -> ledger(breakingCommits(new AtomicInteger(1), true)).submit(command))
        .isInstanceOf(UnavailableException.class);
  }

  private Adjust adjust(Optional<CommandKey> key) {
    return new Adjust(TENANT, wallet, key, ACTOR, Adjustment.parse("-60"), "counted twice");
  }

  @Test
  void doesNotAnswerACancellationThatHappenedAsARefusal() {
    fixture.ledger().submit(change(Optional.empty(), ChangeTime.END_OF_CYCLE));
    CancelPlanChange cancel = new CancelPlanChange(TENANT, wallet, ACTOR);
    assertThatThrownBy(() -> ledger(breakingCommits(new AtomicInteger(1), true)).submit(cancel))
        .isInstanceOf(UnavailableException.class);
    assertThat(stored().nextTerms()).isEmpty();
  }

  @Test
  void findsOutWhatBecameOfAPlanChangeByItsKey() {
    ChangePlan now = change(Optional.of(key("change_plan", "lost", "body")), ChangeTime.NOW);
    assertThat(ledger(breakingCommits(new AtomicInteger(1), true)).submit(now))
        .isInstanceOf(Decision.Replayed.class);
    assertThat(stored().terms()).isEqualTo(now.terms());
  }

  @Test
  void givesUpWhenEveryCommitBreaks() {
    Ledger ledger = ledger(breakingCommits(new AtomicInteger(Integer.MAX_VALUE), false));
    assertThatThrownBy(
            () ->
                ledger.submit(
                    withKey(authorize(wallet, FREE, 100), key("authorize", "never", "body"))))
        .isInstanceOf(UnavailableException.class);
    assertThat(fixture.holds(wallet)).isEmpty();
  }

  @Test
  void takesAnotherConnectionForOneThatTheServerClosed() throws SQLException {
    DataSource pool = Pool.of(DATABASE.ledger());
    Ledger ledger = ledger(pool);
    ledger.submit(authorize(wallet, FREE, 100));
    try (Connection pooled = pool.getConnection()) {
      long backend =
          Sql.of("select pg_backend_pid() as pid")
              .first(pooled, row -> row.getLong("pid"))
              .orElseThrow();
      try (Connection superuser = DATABASE.superuser().getConnection()) {
        Sql.of("select pg_terminate_backend(?::int, 5000)", backend)
            .first(superuser, row -> row.getBoolean(1));
      }
    }
    assertThat(ledger.submit(authorize(wallet, FREE, 100))).isInstanceOf(Decision.Decided.class);
    assertThat(fixture.holds(wallet)).hasSize(2);
  }

  @Test
  void saysThatTheDatabaseIsUnavailable() {
    Ledger ledger = ledger(DATABASE.ledger("there_is_no_such_database"));
    assertThatThrownBy(() -> ledger.submit(authorize(wallet, FREE, 100)))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("database is unavailable");
    assertThatThrownBy(() -> ledger.preview(authorize(wallet, FREE, 100)))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void doesNotOpenAWalletUnderAnIdOfAnotherTenant() {
    OpenWallet theirs =
        new OpenWallet(
            OTHER_TENANT,
            wallet,
            new Key("theirs"),
            FREE,
            Samples.SAO_PAULO,
            OptionalInt.empty(),
            Optional.empty(),
            ACTOR);
    assertThat(fixture.ledger().submit(theirs)).isInstanceOf(Decision.WalletUnknown.class);
    assertThat(fixture.entries(wallet)).hasSize(1);
  }

  @Test
  void remembersAKeyAcrossTheEndOfAMonthAndForAtLeast35Days() {
    Instant lastSecond = Instant.parse("2026-11-30T23:59:59Z");
    ManualClock recorded = new ManualClock(lastSecond);
    createMonth(lastSecond);
    createMonth(lastSecond.plus(Duration.ofDays(32)));
    createMonth(lastSecond.plus(Duration.ofDays(37)));
    Ledger ledger =
        new PostgresLedger(Pool.of(DATABASE.ledger()), clock, () -> false, _ -> recorded.instant());
    Authorize command = withKey(authorize(wallet, FREE, 100), key("authorize", "m", "body"));

    assertThat(ledger.submit(command)).isInstanceOf(Decision.Decided.class);
    for (Duration later : new Duration[] {Duration.ofSeconds(2), Duration.ofDays(35)}) {
      recorded.set(lastSecond.plus(later));
      assertThat(ledger.submit(command)).isInstanceOf(Decision.Replayed.class);
    }
    recorded.set(lastSecond.plus(Duration.ofDays(37)));
    assertThat(ledger.submit(command)).isInstanceOf(Decision.Decided.class);
    assertThat(ledger.submit(command)).isInstanceOf(Decision.Replayed.class);
    assertThat(fixture.holds(wallet)).hasSize(2);
  }

  @Test
  void remembersAKeyWhenTheDatabasesClockIsSetBack() {
    Instant before = Instant.parse("2026-12-20T00:00:00Z");
    ManualClock recorded = new ManualClock(before);
    createMonth(before);
    Ledger ledger =
        new PostgresLedger(Pool.of(DATABASE.ledger()), clock, () -> false, _ -> recorded.instant());
    Authorize command = withKey(authorize(wallet, FREE, 100), key("authorize", "b", "body"));
    assertThat(ledger.submit(command)).isInstanceOf(Decision.Decided.class);
    recorded.set(before.minus(Duration.ofDays(30)));
    assertThat(ledger.submit(command)).isInstanceOf(Decision.Replayed.class);
  }

  private ChangePlan change(Optional<CommandKey> key, ChangeTime time) {
    PlanTerms larger = Samples.plan("larger", 2_000_000);
    return new ChangePlan(TENANT, wallet, key, larger, Optional.of(time), ACTOR);
  }

  private Wallet stored() {
    return fixture
        .ledger()
        .look(TENANT, wallet, (_, _) -> Reads.NOTHING)
        .snapshot()
        .wallet()
        .orElseThrow();
  }

  private Ledger ledger(DataSource source) {
    return new PostgresLedger(source, clock, () -> false, _ -> START);
  }

  private static void createMonth(Instant recorded) {
    DATABASE.asOwner(
        owner ->
            Sql.of("select create_month(?::date)", recorded.toString())
                .first(owner, row -> row.getString(1)));
  }

  /** Connections that break in so many commits, after or before the server has done them. */
  private static DataSource breakingCommits(AtomicInteger times, boolean afterwards) {
    DataSource real = DATABASE.ledger();
    return Around.all(
        DataSource.class,
        real,
        (method, _, call) ->
            method.equals("getConnection")
                ? breaking((Connection) call.run(), times, afterwards)
                : call.run());
  }

  private static Connection breaking(Connection real, AtomicInteger times, boolean afterwards) {
    return Around.all(
        Connection.class,
        real,
        (method, _, call) -> {
          if (!method.equals("commit") || times.getAndDecrement() <= 0) {
            return call.run();
          }
          if (afterwards) {
            call.run();
          }
          real.close();
          throw new SQLException("the connection broke", "08006");
        });
  }
}
