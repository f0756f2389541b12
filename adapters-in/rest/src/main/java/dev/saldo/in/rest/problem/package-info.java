/** How the API says no: one shape for every failure, in the language of the reader. */
@NullMarked
package dev.saldo.in.rest.problem;

import org.jspecify.annotations.NullMarked;
