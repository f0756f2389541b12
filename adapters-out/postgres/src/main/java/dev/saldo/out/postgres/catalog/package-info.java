/** Catalogues as numbered documents. */
@NullMarked
package dev.saldo.out.postgres.catalog;

import org.jspecify.annotations.NullMarked;
