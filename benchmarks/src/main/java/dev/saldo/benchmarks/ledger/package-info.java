/** The ledger alone, without HTTP: how many calls it authorizes and settles. */
@NullMarked
package dev.saldo.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
