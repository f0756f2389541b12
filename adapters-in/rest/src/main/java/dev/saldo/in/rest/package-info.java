/** The /v1 API: resources by business area, and what they all share. */
@NullMarked
package dev.saldo.in.rest;

import org.jspecify.annotations.NullMarked;
