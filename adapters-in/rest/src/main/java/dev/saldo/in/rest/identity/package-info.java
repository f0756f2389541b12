/** Who calls: bearer keys, and the scopes they carry. */
@NullMarked
package dev.saldo.in.rest.identity;

import org.jspecify.annotations.NullMarked;
