package dev.saldo.in.rest.problem;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/**
 * Answers what the server refuses before the API sees it, such as an address outside the API, in
 * the API's one shape instead of a page of the server's own.
 */
@WebServlet(ErrorPage.PATH)
public class ErrorPage extends HttpServlet {
  /** Where the application's description sends errors. */
  static final String PATH = "/error";

  @Serial private static final long serialVersionUID = 1;
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Problem problem = problem(request);
    Texts texts = Texts.of(Collections.list(request.getLocales()));
    response.setStatus(problem.code().status());
    response.setContentType(ProblemBody.MEDIA_TYPE);
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    response.setHeader("Content-Language", texts.language().toLanguageTag());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getOutputStream().write(JSON.writeValueAsBytes(ProblemLocalizer.body(problem, texts)));
  }

  private static Problem problem(HttpServletRequest request) {
    if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status)) {
      return Problem.of(ProblemCode.NOT_FOUND);
    }
    return switch (status) {
      case 404 -> Problem.of(ProblemCode.NOT_FOUND);
      case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED);
      case 413 -> Problem.of(ProblemCode.BODY_TOO_LARGE);
      default ->
          status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
              ? Problem.of(ProblemCode.MALFORMED_REQUEST)
              : Failures.bug(thrown(request));
    };
  }

  private static Throwable thrown(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown
        ? thrown
        : new IllegalStateException("the server failed at " + request.getRequestURI());
  }
}
