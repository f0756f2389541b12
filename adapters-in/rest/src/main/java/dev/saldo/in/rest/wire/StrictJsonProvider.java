package dev.saldo.in.rest.wire;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Reads and writes JSON by {@link StrictJson}, ahead of the container's own.
 *
 * <p>Jackson's provider for Jakarta REST is not used: it announces itself to the container as well,
 * with a mapper that is not strict, and the container may choose that one.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, "application/*+json"})
@Produces({MediaType.APPLICATION_JSON, "application/*+json"})
public class StrictJsonProvider extends StrictProvider {
  /** For the container. */
  public StrictJsonProvider() {
    super(StrictJson.MAPPER);
  }
}
