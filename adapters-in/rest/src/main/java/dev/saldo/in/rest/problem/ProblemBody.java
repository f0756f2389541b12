package dev.saldo.in.rest.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A problem on the wire (RFC 9457). */
@Schema(name = "Problem", description = "Why a request was refused, and how to go on.")
public record ProblemBody(
    @Schema(
            required = true,
            description = "Address of the page about this code, relative to the server",
            examples = "/v1/problems/invalid_request")
        String type,
    @Schema(required = true, description = "The code in words", examples = "Invalid request")
        String title,
    @Schema(required = true, description = "The HTTP status", examples = "400") int status,
    @Schema(
            required = true,
            description = "A sentence for a person, in the language of Accept-Language",
            examples = "2 fields break a rule.")
        String detail,
    @Schema(
            required = true,
            description = "Stable name of the failure, the same in every language",
            examples = "invalid_request")
        String code,
    @Schema(required = true) Retry retry,
    @Schema(description = "The broken rules, when the request is invalid")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<FieldError> errors,
    @Schema(hidden = true) Map<String, Object> members) {

  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The members that only some codes have, beside the others. */
  @JsonAnyGetter
  @Override
  public Map<String, Object> members() {
    return members;
  }

  /** One broken rule. */
  @Schema(name = "FieldError", description = "One broken rule of a request.")
  public record FieldError(
      @Schema(
              required = true,
              description = "JSON path of the field, or name of the parameter",
              examples = "usage.input_tokens")
          String field,
      @Schema(required = true, description = "The broken rule", examples = "not_null") String rule,
      @Schema(required = true, description = "The rule in words", examples = "must not be null")
          String message) {}
}
