package dev.saldo.out.postgres.wallet;

import static dev.saldo.application.wallet.Samples.START;
import static dev.saldo.application.wallet.Samples.authorize;
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
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.IssueGrant;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What group commit does when one command, the queue or the database fails. */
class GroupCommitFailuresIT {
  private static final TestDatabase DATABASE = TestDatabase.get();
  private static final PlanTerms FREE = Samples.plan("free", 1_000_000);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ManualClock clock = new ManualClock(START);
  private final PostgresFixture fixture = PostgresFixture.on(clock);
  private final Gate gate = new Gate(Pool.of(DATABASE.ledger()));
  private final Watched watched = new Watched();
  private final WalletId wallet = Samples.newWallet();
  private Optional<GroupCommitLedger> open = Optional.empty();

  @BeforeEach
  void openWallet() {
    fixture.ledger().submit(Samples.open(wallet, FREE));
  }

  @AfterEach
  void closeLedger() {
    gate.open();
    open.ifPresent(GroupCommitLedger::close);
  }

  @Test
  void endsAtOnceWhenItHasNothingToDo() {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      GroupCommitLedger ledger = ledger(sizes(2, 8, SOON));
      ledger.submit(Samples.open(Samples.newWallet(), FREE));
      long start = System.nanoTime();
      ledger.close();
      nanos.add(System.nanoTime() - start);
    }
    assertThat(nanos.stream().sorted().toList().get(5))
        .isLessThan(Duration.ofMillis(100).toNanos());
  }

  /** PostgreSQL takes no text with a zero character, which is how a command becomes poison here. */
  @Test
  void failsThePoisonCommandAloneAmongFiveHundredAndTwelve() throws InterruptedException {
    GroupCommitLedger ledger = ledger(sizes(1, 1024, SOON));
    List<WalletId> wallets = IntStream.range(0, 64).mapToObj(_ -> Samples.newWallet()).toList();
    wallets.forEach(each -> fixture.ledger().submit(Samples.open(each, FREE)));
    List<LedgerCommand<?>> commands = new ArrayList<>();
    for (int i = 0; i < 512; i++) {
      commands.add(
          i == 200 ? poison(wallets.get(i % 64)) : authorize(wallets.get(i % 64), FREE, 1));
    }
    gate.shut();
    CompletableFuture<Decision<?>> first = submit(ledger, authorize(wallet, FREE, 1));
    gate.awaitCaller();
    List<CompletableFuture<Decision<?>>> answers =
        commands.stream().map(command -> submit(ledger, command)).toList();
    awaitDepth(ledger, 512);
    long start = System.nanoTime();
    gate.open();
    int failed = 0;
    for (int i = 0; i < 512; i++) {
      CompletableFuture<Decision<?>> answer = answers.get(i);
      if (i == 200) {
        assertThatThrownBy(answer::join).hasRootCauseInstanceOf(SQLException.class);
        failed++;
      } else {
        assertThat(answer.join()).as("command %d", i).isInstanceOf(Decision.Decided.class);
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    assertThat(first.join()).isInstanceOf(Decision.Decided.class);
    assertThat(failed).isOne();
    assertThat(wallets.stream().mapToInt(each -> fixture.holds(each).size()).sum()).isEqualTo(511);
  }

  @Test
  void refusesAtOnceWhenTheQueueIsFullAndGoesOnWhenItIsNot() throws InterruptedException {
    GroupCommitLedger ledger = ledger(sizes(1, 4, SOON));
    gate.shut();
    List<CompletableFuture<Decision<?>>> answers = new ArrayList<>();
    answers.add(submit(ledger, authorize(wallet, FREE, 1)));
    gate.awaitCaller();
    for (int waiting = 1; waiting <= 4; waiting++) {
      answers.add(submit(ledger, authorize(wallet, FREE, 1)));
      awaitDepth(ledger, waiting);
    }
    long start = System.nanoTime();
    assertThatThrownBy(() -> ledger.submit(authorize(wallet, FREE, 1)))
        .isInstanceOfSatisfying(
            UnavailableException.class, e -> assertThat(e.dependency()).isEqualTo("ledger queue"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(50));
    assertThat(watched.shed).hasValue(1);
    assertThat(ledger.queues())
        .singleElement()
        .satisfies(queue -> assertThat(queue.age()).isPositive());
    gate.open();
    answers.forEach(answer -> assertThat(answer.join()).isInstanceOf(Decision.Decided.class));
    assertThat(ledger.submit(authorize(wallet, FREE, 1))).isInstanceOf(Decision.Decided.class);
    assertThat(fixture.holds(wallet)).hasSize(6);
  }

  @Test
  void dropsWhatHasWaitedTooLongAndNeverStoresIt() throws InterruptedException {
    GroupCommitLedger ledger = ledger(sizes(1, 100, Duration.ofMillis(200)));
    gate.shut();
    CompletableFuture<Decision<?>> taken = submit(ledger, authorize(wallet, FREE, 1));
    gate.awaitCaller();
    CompletableFuture<Decision<?>> waiting = submit(ledger, authorize(wallet, FREE, 1));
    assertThatThrownBy(waiting::join).hasCauseInstanceOf(UnavailableException.class);
    gate.open();
    assertThat(taken.join()).isInstanceOf(Decision.Decided.class);
    ledger.close();
    assertThat(fixture.holds(wallet)).hasSize(1);
  }

  @Test
  void findsOutWhatBecameOfCommandsWhoseCommitWasNotAnswered() {
    GroupCommitLedger ledger = ledger(sizes(1, 100, SOON));
    gate.breakCommits(1);
    assertThat(ledger.submit(withKey(authorize(wallet, FREE, 1), key("authorize", "lost", "body"))))
        .isInstanceOf(Decision.Replayed.class);
    assertThat(fixture.holds(wallet)).hasSize(1);
    assertThat(watched.repeated).hasValue(1);
  }

  @Test
  void doesNotRepeatWhatCouldHappenTwice() {
    GroupCommitLedger ledger = ledger(sizes(1, 100, SOON));
    gate.breakCommits(1);
    assertThatThrownBy(() -> ledger.submit(authorize(wallet, FREE, 1)))
        .isInstanceOf(UnavailableException.class);
    assertThat(fixture.holds(wallet)).hasSize(1);
  }

  @Test
  void doesNotAnswerAPlanChangeThatHappenedAsARefusal() {
    PlanTerms larger = Samples.plan("larger", 2_000_000);
    GroupCommitLedger ledger = ledger(sizes(1, 100, SOON));
    gate.breakCommits(1);
    assertThatThrownBy(
            () ->
                ledger.submit(
                    new ChangePlan(
                        Samples.TENANT,
                        wallet,
                        Optional.empty(),
                        larger,
                        Optional.of(ChangeTime.NOW),
                        Samples.ACTOR)))
        .isInstanceOf(UnavailableException.class);
    assertThat(fixture.grants(wallet)).hasSize(2);
  }

  @Test
  void ridesOutAShortOutage() throws InterruptedException {
    GroupCommitLedger ledger = ledger(sizes(1, 100, SOON));
    gate.refuse(true);
    CompletableFuture<Decision<?>> answer = submit(ledger, authorize(wallet, FREE, 1));
    assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    gate.refuse(false);
    assertThat(answer.join()).isInstanceOf(Decision.Decided.class);
  }

  @Test
  void saysThatTheDatabaseIsUnavailableWhenTheOutageIsLong() {
    GroupCommitLedger ledger = ledger(sizes(1, 100, Duration.ofMillis(200)));
    gate.refuse(true);
    assertThatThrownBy(() -> ledger.submit(authorize(wallet, FREE, 1)))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("database is unavailable");
    gate.refuse(false);
    assertThat(ledger.submit(authorize(wallet, FREE, 1))).isInstanceOf(Decision.Decided.class);
  }

  @Test
  void answersAnIdOfAnotherTenantAsUnknownAndOthersOfItsBatchAsUsual() {
    GroupCommitLedger ledger = ledger(sizes(1, 100, SOON));
    OpenWallet theirs =
        new OpenWallet(
            Samples.OTHER_TENANT,
            wallet,
            new Key("theirs"),
            FREE,
            Samples.SAO_PAULO,
            OptionalInt.empty(),
            Optional.empty(),
            Samples.ACTOR);
    assertThat(ledger.submitAll(List.of(theirs, authorize(wallet, FREE, 1))))
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(Decision.WalletUnknown.class),
            second -> assertThat(second).isInstanceOf(Decision.Decided.class));
  }

  @Test
  void answersMoreCommandsThanTheQueueHolds() {
    GroupCommitLedger ledger = ledger(sizes(1, 2, SOON));
    List<Decision<?>> decisions =
        ledger.submitAll(Collections.nCopies(40, authorize(wallet, FREE, 1)));
    assertThat(decisions).hasSize(40).allMatch(Decision.Decided.class::isInstance);
    assertThat(watched.answered).hasValue(40);
  }

  @Test
  void answersWhatWaitsWhenItIsClosedAndNothingAfterwards() throws InterruptedException {
    GroupCommitLedger ledger = ledger(sizes(2, 100, SOON));
    gate.shut();
    CompletableFuture<Decision<?>> taken = submit(ledger, authorize(wallet, FREE, 1));
    gate.awaitCaller();
    CompletableFuture<Decision<?>> waiting = submit(ledger, authorize(wallet, FREE, 1));
    awaitDepth(ledger, 1);
    gate.open();
    ledger.close();
    assertThat(taken.join()).isInstanceOf(Decision.Decided.class);
    assertThat(waiting.join()).isInstanceOf(Decision.Decided.class);
    assertThatThrownBy(() -> ledger.submit(authorize(wallet, FREE, 1)))
        .isInstanceOf(UnavailableException.class);
  }

  private GroupCommitLedger ledger(GroupCommitLedger.Sizes sizes) {
    GroupCommitLedger ledger =
        new GroupCommitLedger(
            gate.source(),
            clock,
            () -> false,
            _ -> START,
            sizes,
            Thread.ofPlatform().daemon().factory(),
            watched);
    open = Optional.of(ledger);
    return ledger;
  }

  private static GroupCommitLedger.Sizes sizes(int shards, int queueMax, Duration waitMax) {
    return new GroupCommitLedger.Sizes(shards, queueMax, waitMax, Duration.ofSeconds(5));
  }

  private static IssueGrant poison(WalletId wallet) {
    return new IssueGrant(
        Samples.TENANT,
        wallet,
        Optional.empty(),
        Samples.ACTOR,
        Credits.of(1),
        GrantSource.PURCHASE,
        Grant.DEFAULT_PRIORITY,
        Optional.empty(),
        Optional.empty(),
        Scope.ALL,
        Optional.empty(),
        Optional.of("\0"));
  }

  private static CompletableFuture<Decision<?>> submit(Ledger ledger, LedgerCommand<?> command) {
    CompletableFuture<Decision<?>> answer = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            answer.complete(ledger.submit(command));
          } catch (RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private static void awaitDepth(GroupCommitLedger ledger, int depth) {
    while (ledger.queues().stream().mapToInt(GroupCommitLedger.Queue::depth).sum() < depth) {
      Thread.onSpinWait();
    }
  }

  /** Counts. */
  private static final class Watched implements LedgerWatch {
    private final AtomicInteger shed = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    @Override
    public void shed() {
      shed.incrementAndGet();
    }

    @Override
    public void repeated(int commands) {
      repeated.addAndGet(commands);
    }

    @Override
    public void answered(LedgerCommand<?> command, Decision<?> decision) {
      answered.incrementAndGet();
    }
  }
}
