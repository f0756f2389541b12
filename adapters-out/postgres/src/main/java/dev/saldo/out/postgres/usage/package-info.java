/** Totals of usage. */
@NullMarked
package dev.saldo.out.postgres.usage;

import org.jspecify.annotations.NullMarked;
