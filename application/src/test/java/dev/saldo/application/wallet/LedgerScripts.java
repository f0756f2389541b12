package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.limit.Counter;
import dev.saldo.domain.limit.CounterDelta;
import dev.saldo.domain.limit.CounterKey;
import dev.saldo.domain.limit.WindowKind;
import dev.saldo.domain.wallet.Account;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.LedgerCommand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Lives the same random life on a ledger and on the in-memory one, and compares all they say. */
public final class LedgerScripts {
  private static final int WALLETS = 5;
  private static final int STEPS_BETWEEN_AUDITS = 2_000;

  private LedgerScripts() {}

  /**
   * Runs so many steps of one seed, one command at a time.
   *
   * @param other makes the ledger to compare
   * @param firstWallet the smallest of five ids that are free in both
   * @return what happened
   */
  public static ScriptTally runAlike(
      long seed, int steps, long firstWallet, Function<ManualClock, LedgerFixture> other) {
    return runAlike(seed, steps, firstWallet, 1, other);
  }

  /**
   * Runs so many steps of one seed, and gives the other ledger up to so many commands at once, as
   * long as the clock stands.
   */
  public static ScriptTally runAlike(
      long seed,
      int steps,
      long firstWallet,
      int burstMax,
      Function<ManualClock, LedgerFixture> other) {
    ManualClock clock = new ManualClock(START);
    LedgerFixture reference = InMemoryFixture.on(clock);
    LedgerFixture subject = other.apply(clock);
    List<WalletId> wallets =
        LongStream.range(firstWallet, firstWallet + WALLETS).mapToObj(WalletId::new).toList();
    LedgerScript script = new LedgerScript(seed, wallets);
    Burst burst = new Burst(subject.ledger(), burstMax, "seed " + seed);
    ScriptTally tally = new ScriptTally();
    for (int step = 0; step < steps; step++) {
      switch (script.next(clock.instant())) {
        case LedgerScript.Step.Advance(var by) -> {
          burst.submit();
          clock.advance(by);
        }
        case LedgerScript.Step.Submit(var command) -> {
          Decision<?> expected = reference.ledger().submit(command);
          burst.add(command, expected);
          script.answered(command, expected);
          tally.note(command, expected);
        }
      }
      if (step % STEPS_BETWEEN_AUDITS == STEPS_BETWEEN_AUDITS - 1) {
        wallets.forEach(wallet -> requireSound(reference, wallet));
      }
    }
    burst.submit();
    for (WalletId wallet : wallets) {
      String where = "seed " + seed + ", " + wallet;
      assertThat(subject.entries(wallet)).as(where).isEqualTo(reference.entries(wallet));
      assertThat(subject.grants(wallet)).as(where).isEqualTo(reference.grants(wallet));
      assertThat(subject.holds(wallet)).as(where).isEqualTo(reference.holds(wallet));
      assertThat(subject.counters(wallet)).as(where).isEqualTo(reference.counters(wallet));
      assertThat(subject.usage(wallet)).as(where).isEqualTo(reference.usage(wallet));
      assertThat(subject.decisions(wallet)).as(where).isEqualTo(reference.decisions(wallet));
      requireSound(reference, wallet);
    }
    return tally;
  }

  /** Commands that are submitted together, with the answers they must get. */
  private static final class Burst {
    private final Ledger ledger;
    private final int max;
    private final String name;
    private final List<LedgerCommand<?>> commands = new ArrayList<>();
    private final List<Decision<?>> expected = new ArrayList<>();

    private Burst(Ledger ledger, int max, String name) {
      this.ledger = ledger;
      this.max = max;
      this.name = name;
    }

    private void add(LedgerCommand<?> command, Decision<?> answer) {
      commands.add(command);
      expected.add(answer);
      if (commands.size() == max) {
        submit();
      }
    }

    private void submit() {
      List<Decision<?>> answers = ledger.submitAll(commands);
      for (int i = 0; i < commands.size(); i++) {
        assertThat(answers.get(i)).as("%s: %s", name, commands.get(i)).isEqualTo(expected.get(i));
      }
      commands.clear();
      expected.clear();
    }
  }

  /** What must be true of a wallet whatever happened to it. */
  public static void requireSound(LedgerFixture fixture, WalletId wallet) {
    List<Grant> grants = fixture.grants(wallet);
    assertThat(grants).allMatch(Grant::isWhole);
    Sha256 previous = Sha256.ZERO;
    long sequence = 0;
    for (Entry entry : fixture.entries(wallet)) {
      assertThat(entry.sequence()).isEqualTo(++sequence);
      assertThat(entry.hash()).isEqualTo(entry.hashAfter(previous));
      previous = entry.hash();
    }
    requireBalances(fixture.entries(wallet), grants);
    Credits pinned =
        fixture.holds(wallet).stream()
            .filter(hold -> hold.state() == Hold.State.HELD)
            .map(Hold::covered)
            .reduce(Credits.ZERO, Credits::plus);
    assertThat(sum(grants, grant -> grant.buckets().held())).isEqualTo(pinned);
    Map<CounterKey, Counter> reserved = new HashMap<>();
    for (Hold hold : fixture.holds(wallet)) {
      if (hold.state() == Hold.State.HELD) {
        for (CounterDelta delta : hold.reserving()) {
          reserved.merge(
              delta.key(),
              new Counter(0, delta.reserved()),
              (a, b) -> new Counter(0, a.reserved() + b.reserved()));
        }
      }
    }
    fixture
        .counters(wallet)
        .forEach(
            (key, counter) -> {
              if (key.kind() != WindowKind.RATE) {
                assertThat(counter.reserved())
                    .as("%s", key)
                    .isEqualTo(reserved.getOrDefault(key, Counter.NONE).reserved());
              }
            });
  }

  /** The last balances are what the entries add up to and what the grants hold. */
  private static void requireBalances(List<Entry> entries, List<Grant> grants) {
    Map<Account, Long> micros = new EnumMap<>(Account.class);
    for (Entry entry : entries) {
      micros.merge(entry.from(), -entry.amount().micros(), Long::sum);
      micros.merge(entry.to(), entry.amount().micros(), Long::sum);
    }
    Entry.After last = entries.getLast().after();
    assertThat(last.available().micros()).isEqualTo(micros.getOrDefault(Account.AVAILABLE, 0L));
    assertThat(last.held().micros()).isEqualTo(micros.getOrDefault(Account.HELD, 0L));
    assertThat(last.debt().micros()).isEqualTo(-micros.getOrDefault(Account.DEBT, 0L));
    assertThat(sum(grants, Grant::available)).isEqualTo(last.available());
    if (!last.debt().isZero()) {
      assertThat(grants)
          .as("debt beside credits that repay it")
          .noneMatch(grant -> grant.repaysDebt() && !grant.available().isZero());
    }
  }

  private static Credits sum(List<Grant> grants, Function<Grant, Credits> part) {
    return grants.stream().map(part).reduce(Credits.ZERO, Credits::plus);
  }
}
