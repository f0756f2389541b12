/** The catalogue that decisions are made with, and what is loaded at the first start. */
@NullMarked
package dev.saldo.application.catalog;

import org.jspecify.annotations.NullMarked;
