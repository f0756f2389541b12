/** Puts the rings together: use cases get their adapters here, and nowhere else. */
@NullMarked
package dev.saldo.server;

import org.jspecify.annotations.NullMarked;
