/** Tenants and API keys. */
@NullMarked
package dev.saldo.out.postgres.identity;

import org.jspecify.annotations.NullMarked;
