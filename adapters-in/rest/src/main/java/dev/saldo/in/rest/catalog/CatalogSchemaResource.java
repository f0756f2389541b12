package dev.saldo.in.rest.catalog;

import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The schema of the catalogue's document, for editors and checks. */
@Path("/catalog/schema")
@Resource
@Tag(name = "Catalogue")
public class CatalogSchemaResource {
  private static final String OPEN_API = "/META-INF/openapi.yaml";

  private final ServletContext application;
  private volatile @Nullable String schema;

  @Inject
  public CatalogSchemaResource(ServletContext application) {
    this.application = application;
  }

  /** Made when it is first asked for, of the OpenAPI document that the application carries. */
  @GET
  @RolesAllowed({"read", "catalog"})
  @Produces("application/schema+json")
  @Operation(
      operationId = "getCatalogSchema",
      summary = "Read the JSON Schema of the catalogue's document")
  @APIResponse(
      responseCode = "200",
      description = "A JSON Schema, draft 2020-12",
      content = @Content(schema = @Schema(type = SchemaType.STRING)))
  public String schema() throws IOException {
    String made = schema;
    if (made == null) {
      try (InputStream openApi =
          Objects.requireNonNull(application.getResourceAsStream(OPEN_API), OPEN_API)) {
        made = CatalogSchema.of(openApi);
      }
      schema = made;
    }
    return made;
  }
}
