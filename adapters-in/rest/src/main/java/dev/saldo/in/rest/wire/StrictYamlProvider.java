package dev.saldo.in.rest.wire;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ext.Provider;

/** Reads and writes YAML by {@link StrictYaml}. */
@Provider
@Consumes(StrictYamlProvider.TYPE)
@Produces(StrictYamlProvider.TYPE)
public class StrictYamlProvider extends StrictProvider {
  /** The media type of YAML. */
  public static final String TYPE = "application/yaml";

  /** For the container. */
  public StrictYamlProvider() {
    super(StrictYaml.MAPPER);
  }
}
