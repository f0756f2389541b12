package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.ExplainDecision;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Texts;
import dev.saldo.in.rest.wire.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Says why calls were authorized or refused. */
@Path("/decisions")
@Resource
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Decisions")
public class DecisionResource {
  private final ExplainDecision explainDecision;
  private final RequestCaller caller;

  @Inject
  public DecisionResource(ExplainDecision explainDecision, RequestCaller caller) {
    this.explainDecision = explainDecision;
    this.caller = caller;
  }

  /** Every authorization and every refusal has one. */
  @GET
  @Path("/{id}")
  @RolesAllowed("read")
  @Operation(
      operationId = "getDecision",
      summary = "Explain why a call was authorized or refused",
      description =
          "Worked out from what was stored with the decision; `Accept-Language` chooses the "
              + "language of its texts.")
  @APIResponse(
      responseCode = "200",
      description = "The explanation",
      content = @Content(schema = @Schema(implementation = DecisionBody.class)))
  @APIResponse(responseCode = "404", description = "`decision_unknown`")
  public Response get(@PathParam("id") String id, @Context HttpHeaders headers) {
    Texts texts = Texts.of(headers.getAcceptableLanguages());
    return explainDecision
        .explain(caller.caller(), decisionId(id))
        .map(
            explained ->
                Response.ok(DecisionBody.from(explained, texts))
                    .header(HttpHeaders.CONTENT_LANGUAGE, texts.language().toLanguageTag())
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                    .build())
        .orElseThrow(DecisionResource::unknown);
  }

  private static DecisionId decisionId(String text) {
    try {
      return DecisionId.parse(text);
    } catch (InvalidValueException e) {
      throw unknown();
    }
  }

  private static ProblemException unknown() {
    return new ProblemException(Problem.of(ProblemCode.DECISION_UNKNOWN));
  }
}
