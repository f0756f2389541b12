/** Starts, watches and stops one Saldo: its embedded PostgreSQL and its server. */
@NullMarked
package dev.saldo.launcher;

import org.jspecify.annotations.NullMarked;
