/** Customers, their wallets, and the calls they make: use cases around the ledger. */
@NullMarked
package dev.saldo.application.wallet;

import org.jspecify.annotations.NullMarked;
