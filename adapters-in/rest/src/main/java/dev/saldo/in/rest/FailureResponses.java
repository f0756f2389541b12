package dev.saldo.in.rest;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes the OpenAPI document while it is generated: the failures that every operation can have,
 * the schema of those that name none, and parameters in the order of their path. It runs inside
 * Maven, on Maven's JDK, so it is compiled for an older release than the rest and uses nothing of
 * it.
 */
public final class FailureResponses implements OASFilter {
  private static final String PROBLEM = "application/problem+json";
  private static final Map<String, String> ALWAYS =
      Map.of(
          "401", "`unauthenticated`",
          "403", "`scope_missing`",
          "406", "`not_acceptable`",
          "500", "`internal_error`",
          "503", "`unavailable`; `Retry-After` says when to ask again");
  private static final Map<String, String> WITH_BODY =
      Map.of(
          "400", "`invalid_request`, `malformed_json`",
          "408", "`request_timeout`",
          "413", "`body_too_large`",
          "415", "`unsupported_media_type`");

  /** Parameters of a path in the order of the path: they come in that of the alphabet. */
  @Override
  public void filterOpenAPI(OpenAPI document) {
    document
        .getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations().values().stream()
                    .filter(operation -> operation.getParameters() != null)
                    .forEach(operation -> operation.setParameters(inOrder(path, operation))));
  }

  private static List<Parameter> inOrder(String path, Operation operation) {
    return operation.getParameters().stream()
        .sorted(
            Comparator.comparingInt(
                parameter ->
                    parameter.getIn() == Parameter.In.PATH
                        ? path.indexOf("{" + parameter.getName() + "}")
                        : Integer.MAX_VALUE))
        .collect(Collectors.toList());
  }

  @Override
  public Operation filterOperation(Operation operation) {
    boolean open = operation.getSecurity() != null && operation.getSecurity().isEmpty();
    if (!open) {
      ALWAYS.forEach((status, codes) -> add(operation, status, codes));
    }
    if (operation.getRequestBody() != null) {
      WITH_BODY.forEach((status, codes) -> add(operation, status, codes));
    }
    sort(operation);
    return operation;
  }

  private static void add(Operation operation, String status, String codes) {
    if (!operation.getResponses().hasAPIResponse(status)) {
      operation
          .getResponses()
          .addAPIResponse(status, OASFactory.createAPIResponse().description(codes));
    }
  }

  /** Responses by status; a failure without content is a problem. */
  private static void sort(Operation operation) {
    APIResponses sorted = OASFactory.createAPIResponses();
    new TreeMap<>(operation.getResponses().getAPIResponses())
        .forEach(
            (status, response) -> {
              if (status.charAt(0) >= '4') {
                describe(response);
              }
              sorted.addAPIResponse(status, response);
            });
    operation.setResponses(sorted);
  }

  private static void describe(APIResponse failure) {
    Schema schema = OASFactory.createSchema().ref("Problem");
    if (failure.getContent() != null) {
      schema =
          failure.getContent().getMediaTypes().values().stream()
              .map(type -> type.getSchema())
              .findFirst()
              .orElse(schema);
    }
    failure.setContent(
        OASFactory.createContent()
            .addMediaType(PROBLEM, OASFactory.createMediaType().schema(schema)));
  }
}
