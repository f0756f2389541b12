/** What usage costs: prices in credits for customers, and what providers charge us for it. */
@NullMarked
package dev.saldo.domain.pricing;

import org.jspecify.annotations.NullMarked;
