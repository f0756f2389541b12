package dev.saldo.out.postgres.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.wallet.LedgerFixture;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.Credits;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.wallet.AllowanceChange;
import dev.saldo.domain.wallet.ChangeCycle;
import dev.saldo.domain.wallet.ChangePlan;
import dev.saldo.domain.wallet.ChangeTime;
import dev.saldo.domain.wallet.ExpireDue;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A wallet that a version opened which knew calendar months only. */
final class EarlierWalletIT {
  /** Takes the ids of wallet and tenant, the customer's key, and when the wallet was opened. */
  static final String INSERT =
      """
      insert into wallet (wallet_id, tenant_id, customer_key, suspended, is_frozen, plan,
        plan_version, allowance, enforcement, overrun, debt_limit, zone, cycle_start, cycle_end,
        cycle_plans, cycle_granted, issued, available, held, frozen, spent, expired, voided, debt,
        reserved_debt, next_due, sequence, last_hash, last_number, last_at)
      values (?, ?, ?, false, false, 'free', 1, 100000000, 'hard', 'charge', 0, 'UTC',
        '2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z', '{free}', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        '2026-12-01T00:00:00Z', 0, decode(repeat('00', 32), 'hex'), 0, ?)
      """;

  private final ManualClock clock = new ManualClock(Samples.START);
  private final LedgerFixture fixture = PostgresFixture.on(clock);
  private final WalletId id = Samples.newWallet();

  @Test
  void goesOnAsItWasAndCanChange() {
    TestDatabase.get()
        .asOwner(
            owner ->
                Sql.of(INSERT, id.value(), Samples.TENANT.value(), "early", Samples.START)
                    .update(owner));

    Wallet early = wallet();
    assertThat(early.terms()).isEqualTo(Samples.plan("free", 100));
    assertThat(early.terms().cycle()).isEqualTo(CycleKind.CALENDAR_MONTH);
    assertThat(early.nextTerms()).isEmpty();
    assertThat(early.ownAllowance()).isEmpty();
    assertThat(early.cycleOwnAllowance()).isEmpty();
    assertThat(early.anchor()).isEqualTo(1);

    fixture
        .ledger()
        .submit(
            new ChangePlan(
                Samples.TENANT,
                id,
                Optional.empty(),
                Samples.plan("premium", 200),
                Optional.of(ChangeTime.END_OF_CYCLE),
                Samples.ACTOR));
    fixture
        .ledger()
        .submit(
            new ChangeCycle(
                Samples.TENANT,
                id,
                OptionalInt.of(31),
                new AllowanceChange.ToOwn(Credits.of(7)),
                Samples.ACTOR));
    assertThat(wallet().nextTerms()).contains(Samples.plan("premium", 200));
    assertThat(wallet().ownAllowance()).contains(Credits.of(7));
    assertThat(wallet().cycleOwnAllowance()).isEmpty();
    clock.advance(Duration.ofDays(30));
    fixture.ledger().submit(new ExpireDue(Samples.TENANT, id));

    assertThat(wallet().terms()).isEqualTo(Samples.plan("premium", 200));
    assertThat(wallet().anchor()).isEqualTo(31);
    assertThat(wallet().cycleOwnAllowance()).contains(Credits.of(7));
    assertThat(wallet().balances().available()).isEqualTo(Credits.of(7));
  }

  private Wallet wallet() {
    return fixture
        .ledger()
        .look(Samples.TENANT, id, (_, _) -> Reads.NOTHING)
        .snapshot()
        .wallet()
        .orElseThrow();
  }
}
