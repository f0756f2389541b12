/** Lives of a few wallets on one thread, in which everything fails that can. */
@NullMarked
package dev.saldo.verification.simulation;

import org.jspecify.annotations.NullMarked;
