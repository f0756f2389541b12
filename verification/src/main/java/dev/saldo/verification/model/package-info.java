/**
 * The ledger's rules a second time, as plainly as possible and sharing nothing with the real ones,
 * and the replay through them of what was stored and answered.
 */
@NullMarked
package dev.saldo.verification.model;

import org.jspecify.annotations.NullMarked;
