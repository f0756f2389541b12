package dev.saldo.benchmarks.ledger;

import dev.saldo.benchmarks.DatabaseLogins;
import dev.saldo.benchmarks.Installation;
import dev.saldo.domain.WalletId;
import java.util.List;

/** Where calls are made: a database, its installation, and wallets that are open. */
record Site(DatabaseLogins logins, Installation installation, List<WalletId> wallets) {
  static final int WALLETS = 10_000;

  /** Migrates the database and opens wallets in it. */
  static Site prepare(DatabaseLogins logins) {
    Site site = on(logins, Installation.newFirst());
    try (OpenLedger open = OpenLedger.of(logins, Cell.Adapter.GROUP, 2)) {
      site.installation().open(open.ledger(), site.wallets());
    }
    return site;
  }

  /** The wallets that another process has opened. */
  static Site on(DatabaseLogins logins, WalletId first) {
    return new Site(logins, Installation.in(logins), Installation.wallets(first, WALLETS));
  }
}
