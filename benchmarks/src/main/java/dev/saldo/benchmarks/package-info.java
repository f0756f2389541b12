/** What the benchmarks share: the database they run on, its data, and how figures are shown. */
@NullMarked
package dev.saldo.benchmarks;

import org.jspecify.annotations.NullMarked;
