package dev.saldo.out.postgres.wallet;

import static dev.saldo.application.wallet.Samples.START;
import static dev.saldo.application.wallet.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A wallet in which very many holds were settled long before they would have expired. */
class BusyWalletIT {
  private static final PlanTerms PLAN = Samples.plan("free", 1_000);
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  /** Copies of a settled hold, which would expire one by one, half a second apart. */
  private static final String COPIES =
      """
      insert into hold
      select wallet_id, n, tenant_id, created_at, ?::timestamptz + n * interval '500 milliseconds',
        state, calls, uncovered, line_grants, line_credits, line_sources, detail, end_content,
        end_answer
      from hold, generate_series(1, 1500) n
      where wallet_id = ? and number = ?
      """;

  private final ManualClock clock = new ManualClock(START);
  private final PostgresFixture fixture = PostgresFixture.on(clock);
  private final WalletId wallet = Samples.newWallet();

  @Test
  void expiresItsOpenHoldsThoughTheSearchForTheNextOneIsCutShort() {
    fixture.ledger().submit(Samples.open(wallet, PLAN));
    AuthorizeOutcome.Held first = hold();
    AuthorizeOutcome.Held settled = hold();
    fixture.ledger().submit(Samples.settle(settled.id(), 900));
    clock.advance(LIFETIME.minusSeconds(1));
    AuthorizeOutcome.Held last = hold();
    Instant afterFirst = first.hold().expiresAt();
    TestDatabase.get()
        .asOwner(
            owner ->
                Sql.of(COPIES, afterFirst, wallet.value(), settled.id().number()).update(owner));

    clock.set(afterFirst);
    fixture.ledger().submit(new ExpireDue(TENANT, wallet));
    assertThat(state(first)).isEqualTo(Hold.State.EXPIRED);
    assertThat(nextDue()).isEqualTo(afterFirst.plusSeconds(500));

    clock.set(afterFirst.plusSeconds(500));
    fixture.ledger().submit(new ExpireDue(TENANT, wallet));
    assertThat(state(last)).isEqualTo(Hold.State.HELD);
    assertThat(nextDue()).isEqualTo(last.hold().expiresAt());

    clock.set(last.hold().expiresAt());
    fixture.ledger().submit(new ExpireDue(TENANT, wallet));
    assertThat(state(last)).isEqualTo(Hold.State.EXPIRED);
  }

  private AuthorizeOutcome.Held hold() {
    return switch (fixture.ledger().submit(Samples.authorize(wallet, PLAN, 1_000))) {
      case Decision.Decided<AuthorizeOutcome>(AuthorizeOutcome.Held held, var _, var _) -> held;
      case Decision<AuthorizeOutcome> other -> throw new AssertionError("not held: " + other);
    };
  }

  private Hold.State state(AuthorizeOutcome.Held held) {
    return fixture.holds(wallet).stream()
        .filter(hold -> hold.number() == held.id().number())
        .findFirst()
        .orElseThrow()
        .state();
  }

  private Instant nextDue() {
    return fixture
        .ledger()
        .look(TENANT, wallet, (_, _) -> Reads.NOTHING)
        .snapshot()
        .wallet()
        .map(Wallet::nextDue)
        .orElseThrow();
  }
}
