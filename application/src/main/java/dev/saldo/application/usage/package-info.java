/** What calls really used. */
@NullMarked
package dev.saldo.application.usage;

import org.jspecify.annotations.NullMarked;
