/** Breaks what can break under load, and proves that the ledger holds. */
@NullMarked
package dev.saldo.verification;

import org.jspecify.annotations.NullMarked;
