package dev.saldo.application.wallet;

import dev.saldo.domain.Key;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.UpToDate;
import java.util.Optional;

/** Shows a customer's wallet as it is now, also when nobody has posted what time made due. */
public final class ReadWallet {
  private final Customers customers;
  private final Ledger ledger;

  public ReadWallet(Customers customers, Ledger ledger) {
    this.customers = customers;
    this.ledger = ledger;
  }

  /** A customer with its wallet. */
  public record View(Customer customer, UpToDate wallet) {}

  /** The wallet; empty when the customer is unknown or not the key's. */
  public Optional<View> read(Caller caller, Key key) {
    if (!caller.mayActFor(key)) {
      return Optional.empty();
    }
    return customers
        .find(caller.tenant().id(), key)
        .filter(Customer::open)
        .flatMap(customer -> view(caller, customer));
  }

  private Optional<View> view(Caller caller, Customer customer) {
    Wallets.Sight sight =
        ledger.look(caller.tenant().id(), customer.wallet(), (_, _) -> Reads.NOTHING);
    return sight
        .snapshot()
        .wallet()
        .map(_ -> new View(customer, UpToDate.of(sight.snapshot(), sight.now())));
  }
}
