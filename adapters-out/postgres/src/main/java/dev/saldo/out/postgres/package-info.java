/** PostgreSQL as the store: migrations, transactions of a tenant, and small tools for SQL. */
@NullMarked
package dev.saldo.out.postgres;

import org.jspecify.annotations.NullMarked;
