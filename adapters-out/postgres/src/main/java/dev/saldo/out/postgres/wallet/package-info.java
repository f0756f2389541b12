/** The ledger in PostgreSQL, customers, users, and what the ledger has stored. */
@NullMarked
package dev.saldo.out.postgres.wallet;

import org.jspecify.annotations.NullMarked;
