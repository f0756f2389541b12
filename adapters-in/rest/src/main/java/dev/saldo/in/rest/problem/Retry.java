package dev.saldo.in.rest.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a caller goes on after a problem. */
@Schema(name = "Retry", description = "How to go on: not at all, with the same key, or later.")
public enum Retry {
  /** The same request would fail again. */
  @JsonProperty("never")
  NEVER,
  /** Repeat it with the same idempotency key: what already happened is not done twice. */
  @JsonProperty("same_key")
  SAME_KEY,
  /** Repeat it after the time in {@code Retry-After}. */
  @JsonProperty("after")
  AFTER
}
