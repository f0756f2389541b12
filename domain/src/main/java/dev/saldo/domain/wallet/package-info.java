/** The ledger's rules: wallets, grants, holds, entries, and the commands that move credits. */
@NullMarked
package dev.saldo.domain.wallet;

import org.jspecify.annotations.NullMarked;
