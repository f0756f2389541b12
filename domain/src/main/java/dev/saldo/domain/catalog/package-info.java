/** Everything that decisions look up, as one consistent document. */
@NullMarked
package dev.saldo.domain.catalog;

import org.jspecify.annotations.NullMarked;
