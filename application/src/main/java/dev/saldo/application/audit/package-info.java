/** What administrators changed, and who did it. */
@NullMarked
package dev.saldo.application.audit;

import org.jspecify.annotations.NullMarked;
