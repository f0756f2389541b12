/** What a ledger that has grown costs, beside one that is empty. */
@NullMarked
package dev.saldo.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
