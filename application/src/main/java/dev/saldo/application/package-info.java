/**
 * What every use case and port shares: pages of lists, the clock, and what happens when outside is
 * down.
 */
@NullMarked
package dev.saldo.application;

import org.jspecify.annotations.NullMarked;
