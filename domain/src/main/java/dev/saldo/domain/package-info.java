/** Quantities and identifiers that every business area uses. */
@NullMarked
package dev.saldo.domain;

import org.jspecify.annotations.NullMarked;
