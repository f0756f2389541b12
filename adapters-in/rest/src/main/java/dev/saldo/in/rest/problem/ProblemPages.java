package dev.saldo.in.rest.problem;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The page about each problem code, which the {@code type} of a problem leads to. */
@Path("/problems")
@ApplicationScoped
@Tag(name = "Problems")
public class ProblemPages {
  /** The page about one code, in the language that the request accepts. */
  @GET
  @Path("/{code}")
  @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
  @PermitAll
  @SecurityRequirements
  @Operation(operationId = "getProblemPage", summary = "What a problem code means")
  @APIResponse(
      responseCode = "200",
      description = "The page",
      content = @Content(schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(
      responseCode = "404",
      description = "`not_found`: there is no such code",
      content =
          @Content(
              mediaType = ProblemBody.MEDIA_TYPE,
              schema = @Schema(implementation = ProblemBody.class)))
  public String page(@PathParam("code") String wire, @Context HttpHeaders headers) {
    ProblemCode code =
        Arrays.stream(ProblemCode.values())
            .filter(each -> each.wire().equals(wire))
            .findFirst()
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemCode.NOT_FOUND)));
    Texts texts = Texts.of(headers.getAcceptableLanguages());
    Map<String, String> none = Map.of();
    return """
    %s (%s, HTTP %d)

    %s
    %s
    """
        .formatted(
            texts.text("title." + wire, none),
            wire,
            code.status(),
            texts.text("detail." + wire, none),
            texts.text("retry." + code.retry().name().toLowerCase(Locale.ROOT), none));
  }
}
