package dev.saldo.out.postgres.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Cycles that began before wallets remembered which allowance of their own they began with. */
class OwnAllowanceMigrationIT {
  private static final String NAME = "own_allowances_of_before";

  @Test
  void takesWhatIsAgreedForWhatTheCycleBeganWith() throws SQLException {
    EarlierSchema.create(NAME, 4);
    try (Connection owner =
        TestDatabase.get().source(NAME, "saldo_owner", "owner").getConnection()) {
      for (int wallet = 1; wallet <= 3; wallet++) {
        Sql.of(EarlierWalletIT.INSERT, wallet, 7, "early-" + wallet, Instant.EPOCH).update(owner);
      }
      Sql.of("update wallet set own_allowance = 7000000 where wallet_id = 2").update(owner);
      Sql.of("update wallet set own_allowance = 0 where wallet_id = 3").update(owner);
      TestDatabase.get().migrations(NAME).run();

      assertThat(
              Sql.of(
                      "select wallet_id || ' ' || coalesce(cycle_own_allowance::text, 'none') as"
                          + " row from wallet order by wallet_id")
                  .list(owner, row -> row.getString("row")))
          .containsExactly("1 none", "2 7000000", "3 0");
    }
  }
}
