/** Limits, the windows they count in, and the counters that hold what was taken. */
@NullMarked
package dev.saldo.domain.limit;

import org.jspecify.annotations.NullMarked;
