/** The rules alone, without a database: how long a decision, a price or a resolution takes. */
@NullMarked
package dev.saldo.benchmarks.domain;

import org.jspecify.annotations.NullMarked;
