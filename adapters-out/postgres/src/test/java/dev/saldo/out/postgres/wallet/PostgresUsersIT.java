package dev.saldo.out.postgres.wallet;

import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.application.wallet.Users;
import dev.saldo.application.wallet.UsersContract;
import dev.saldo.domain.Key;
import dev.saldo.domain.WalletId;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.TestDatabase;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class PostgresUsersIT extends UsersContract {
  private final TenantWork work = new TenantWork(TestDatabase.get().app());

  @Override
  protected Users users() {
    return new PostgresUsers(work);
  }

  @Override
  protected WalletId newCustomer() {
    WalletId wallet = Samples.newWallet();
    return new PostgresCustomers(work, new ManualClock(Samples.START))
        .add(
            Samples.TENANT,
            new Customer(
                new Key("users-" + wallet.value()),
                wallet,
                Optional.empty(),
                Set.of(),
                Map.of(),
                Samples.START,
                true))
        .wallet();
  }
}
