/**
 * What resources share on the wire: headers, pages of lists, and values with a form of their own.
 */
@NullMarked
package dev.saldo.in.rest.wire;

import org.jspecify.annotations.NullMarked;
