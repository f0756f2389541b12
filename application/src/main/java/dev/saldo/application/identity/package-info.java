/** Tenants, API keys, and who is calling. */
@NullMarked
package dev.saldo.application.identity;

import org.jspecify.annotations.NullMarked;
