/** What customers used. */
@NullMarked
package dev.saldo.in.rest.usage;

import org.jspecify.annotations.NullMarked;
