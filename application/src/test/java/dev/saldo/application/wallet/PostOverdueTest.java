package dev.saldo.application.wallet;

import static dev.saldo.application.wallet.Samples.TENANT;
import static dev.saldo.application.wallet.Samples.authorize;
import static dev.saldo.application.wallet.Samples.newWallet;
import static dev.saldo.application.wallet.Samples.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.LedgerCommand;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Wallet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PostOverdueTest {
  private static final PlanTerms FREE = plan("free", 100);

  private final ManualClock clock = new ManualClock(Samples.START);
  private final InMemoryLedger ledger = new InMemoryLedger(clock, clock);
  private final DueWallets due = new InMemoryDueWallets(ledger, clock);
  private final List<WalletId> wallets = IntStream.range(0, 5).mapToObj(_ -> held()).toList();

  @Test
  void doesNothingBeforeAnythingIsDue() {
    assertThat(new PostOverdue(due, ledger, 10).post())
        .isEqualTo(new PostOverdue.Round(0, 0, 0, false));
  }

  @Test
  void takesAsManyWalletsAsARoundMay() {
    clock.advance(Duration.ofHours(1));
    PostOverdue rounds = new PostOverdue(due, ledger, 3);
    assertThat(rounds.post()).isEqualTo(new PostOverdue.Round(3, 3, 0, true));
    assertThat(rounds.post()).isEqualTo(new PostOverdue.Round(2, 2, 0, false));
    assertThat(rounds.post()).isEqualTo(new PostOverdue.Round(0, 0, 0, false));
  }

  @Test
  void goesOnBesideAWalletThatFails() {
    clock.advance(Duration.ofHours(1));
    PostOverdue.Round round =
        new PostOverdue(due, new FailingFor(wallets.get(2), ledger), 10).post();
    assertThat(round.wallets()).isEqualTo(5);
    assertThat(round.failures()).isEqualTo(1);
    assertThat(due.find(10)).containsExactly(new DueWallets.Due(TENANT, wallets.get(2)));
  }

  private WalletId held() {
    WalletId wallet = newWallet();
    ledger.submit(Samples.open(wallet, FREE));
    ledger.submit(authorize(wallet, FREE, 1_000));
    return wallet;
  }

  /** A ledger with a fault that one wallet meets. */
  private record FailingFor(WalletId wallet, Ledger ledger) implements Ledger {
    @Override
    public <R extends Outcome> Decision<R> submit(LedgerCommand<R> command) {
      if (command.wallet().equals(wallet)) {
        throw new IllegalStateException("a fault");
      }
      return ledger.submit(command);
    }

    @Override
    public List<Decision<?>> submitAll(List<? extends LedgerCommand<?>> commands) {
      List<Decision<?>> decisions = new ArrayList<>();
      commands.forEach(command -> decisions.add(submit(command)));
      return decisions;
    }

    @Override
    public Sight look(TenantId tenant, WalletId of, BiFunction<Wallet, Instant, Reads> reads) {
      return ledger.look(tenant, of, reads);
    }
  }
}
