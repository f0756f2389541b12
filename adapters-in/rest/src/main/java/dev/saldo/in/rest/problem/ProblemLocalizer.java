package dev.saldo.in.rest.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts every {@link Problem} into words, in the language that the request accepts. */
@Provider
public class ProblemLocalizer implements ContainerResponseFilter {
  /** Where the pages about the codes are. */
  static final String PAGES = "/v1/problems/";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(response.getEntity() instanceof Problem problem)) {
      return;
    }
    Texts texts = Texts.of(request.getAcceptableLanguages());
    response.setEntity(
        body(problem, texts), new Annotation[0], MediaType.valueOf(ProblemBody.MEDIA_TYPE));
    response.getHeaders().putSingle(HttpHeaders.CONTENT_LANGUAGE, texts.language().toLanguageTag());
    response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
  }

  static ProblemBody body(Problem problem, Texts texts) {
    String code = problem.code().wire();
    Map<String, String> values = new LinkedHashMap<>(problem.values());
    values.put("count", Integer.toString(problem.errors().size()));
    return new ProblemBody(
        PAGES + code,
        texts.text("title." + code, values),
        problem.code().status(),
        texts.text(problem.detail(), values),
        code,
        problem.code().retry(),
        problem.errors().stream().map(fault -> error(fault, texts)).toList(),
        problem.members());
  }

  private static ProblemBody.FieldError error(FieldFault fault, Texts texts) {
    String message =
        texts.has(fault.text())
            ? texts.text(fault.text(), fault.values())
            : Texts.fill(fault.text(), fault.values());
    return new ProblemBody.FieldError(fault.field(), fault.rule(), message);
  }
}
