/** What administrators changed, in PostgreSQL. */
@NullMarked
package dev.saldo.out.postgres.audit;

import org.jspecify.annotations.NullMarked;
