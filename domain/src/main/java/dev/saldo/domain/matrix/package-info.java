/**
 * Which provider and model serve which feature, for which plan and profile, within which limits.
 */
@NullMarked
package dev.saldo.domain.matrix;

import org.jspecify.annotations.NullMarked;
