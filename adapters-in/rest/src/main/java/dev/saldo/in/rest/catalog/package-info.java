/** What the catalogue offers. */
@NullMarked
package dev.saldo.in.rest.catalog;

import org.jspecify.annotations.NullMarked;
