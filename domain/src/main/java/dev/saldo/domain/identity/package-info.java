/** Who calls: tenants and the keys of their programs. */
@NullMarked
package dev.saldo.domain.identity;

import org.jspecify.annotations.NullMarked;
