package dev.saldo.application.wallet;

import dev.saldo.application.Clock;
import dev.saldo.application.audit.Audit;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.OpenOutcome;
import dev.saldo.domain.wallet.OpenWallet;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.UpToDate;
import java.time.InstantSource;

/**
 * Adds a customer and opens its wallet: the one way in, whoever asks for it. A customer who is open
 * stays as it is.
 *
 * <p>The customer is recorded first, then the wallet is opened, then the customer is marked open.
 * When that is interrupted anywhere, whoever opens the customer next completes it; when several
 * open it at once, the first to record it gives it its wallet, and the wallet its first allowance
 * once.
 */
public final class OpenCustomer {
  private final Customers customers;
  private final Ledger ledger;
  private final WalletIds ids;
  private final Clock clock;
  private final InstantSource real;

  /**
   * Opens customers here.
   *
   * @param real the real time, of which wallets' ids are made: a test tenant's clock stands still
   */
  public OpenCustomer(
      Customers customers, Ledger ledger, WalletIds ids, Clock clock, InstantSource real) {
    this.customers = customers;
    this.ledger = ledger;
    this.ids = ids;
    this.clock = clock;
    this.real = real;
  }

  /**
   * How it went.
   *
   * @param customer as it is stored, open
   * @param first whether the wallet was opened now, with what is wanted
   */
  record Result(Customer customer, boolean first) {}

  /**
   * Opens the customer.
   *
   * @param audit how it is told, once, by whoever marks the customer open
   */
  Result open(Caller caller, Opening opening, Audit<ReadWallet.View> audit) {
    TenantId tenant = caller.tenant().id();
    Customer recorded =
        customers.add(tenant, opening.customer(ids.next(real.instant()), clock.now(tenant)));
    if (recorded.open()) {
      return new Result(recorded, false);
    }
    OpenOutcome outcome =
        submit(opening.command(tenant, recorded.wallet(), new Actor(caller.key().id())));
    Wallets.Sight sight = ledger.look(tenant, recorded.wallet(), (_, _) -> Reads.NOTHING);
    UpToDate wallet = UpToDate.of(sight.snapshot(), sight.now());
    Customer opened = customers.open(tenant, recorded.key(), told(audit, wallet));
    return new Result(opened, outcome instanceof OpenOutcome.Opened);
  }

  /** One that another request has opened meanwhile is not told again. */
  private static Audit<Customer> told(Audit<ReadWallet.View> audit, UpToDate wallet) {
    return new Audit<>(
        audit.author(),
        (before, after) ->
            audit
                .telling()
                .differences(
                    before
                        .filter(Customer::open)
                        .map(customer -> new ReadWallet.View(customer, wallet)),
                    after.map(customer -> new ReadWallet.View(customer, wallet))));
  }

  /** This command is always decided on the customer's own wallet; anything else is a bug. */
  private OpenOutcome submit(OpenWallet command) {
    return switch (ledger.submit(command)) {
      case Decision.Decided<OpenOutcome> decided -> decided.outcome();
      case Decision.Replayed<OpenOutcome> replayed -> replayed.outcome();
      case Decision.KeyReused<OpenOutcome> _,
          Decision.WalletUnknown<OpenOutcome> _,
          Decision.Stale<OpenOutcome> _ ->
          throw new IllegalStateException("the wallet of a customer refused " + command);
    };
  }
}
