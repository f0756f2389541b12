/** Plans, what their versions fix, and the cycles in which they give credits. */
@NullMarked
package dev.saldo.domain.plan;

import org.jspecify.annotations.NullMarked;
