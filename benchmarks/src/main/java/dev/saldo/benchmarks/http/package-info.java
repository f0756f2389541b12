/** The server over HTTP: how many calls it authorizes and settles, and how long each takes. */
@NullMarked
package dev.saldo.benchmarks.http;

import org.jspecify.annotations.NullMarked;
