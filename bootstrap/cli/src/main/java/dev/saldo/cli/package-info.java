/** Commands for a terminal: tenants, and the catalogue as code. */
@NullMarked
package dev.saldo.cli;

import org.jspecify.annotations.NullMarked;
