package dev.saldo.application.wallet;

import dev.saldo.domain.WalletId;

final class InMemoryUsersTest extends UsersContract {
  @Override
  protected Users users() {
    return new InMemoryUsers();
  }

  @Override
  protected WalletId newCustomer() {
    return Samples.newWallet();
  }
}
