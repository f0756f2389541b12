/** Customers, their wallets, and the decisions about calls. */
@NullMarked
package dev.saldo.in.rest.wallet;

import org.jspecify.annotations.NullMarked;
