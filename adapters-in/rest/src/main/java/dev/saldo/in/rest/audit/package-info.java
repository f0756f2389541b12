/** What administrators changed, on the wire. */
@NullMarked
package dev.saldo.in.rest.audit;

import org.jspecify.annotations.NullMarked;
