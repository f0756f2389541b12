package dev.saldo.in.rest.catalog;

import dev.saldo.application.catalog.ChangeCatalog;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Reading;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The number of a catalogue, as {@code ETag} and {@code If-Match} carry it. */
final class CatalogVersion {
  private static final Pattern TAG = Pattern.compile("\"([0-9]{1,9})\"");

  private CatalogVersion() {}

  static EntityTag tag(int version) {
    return new EntityTag(Integer.toString(version));
  }

  /** The number that is to be replaced; empty for whichever is current. */
  static OptionalInt expected(@Nullable String ifMatch) {
    Optional<Integer> version =
        Reading.optional(
            HttpHeaders.IF_MATCH, "*".equals(ifMatch) ? null : ifMatch, CatalogVersion::number);
    return version.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /** What was done, or the problem that another catalogue is current. */
  static ChangeCatalog.Result.Applied applied(ChangeCatalog.Result result) {
    return switch (result) {
      case ChangeCatalog.Result.Applied applied -> applied;
      case ChangeCatalog.Result.Overtaken(int current) -> throw mismatch(current);
    };
  }

  /** The problem that another catalogue is current. */
  static ProblemException mismatch(int current) {
    return new ProblemException(
        Problem.of(ProblemCode.VERSION_MISMATCH)
            .with("current", Integer.toString(current))
            .member("current", current));
  }

  private static int number(String text) {
    Matcher tag = TAG.matcher(text);
    if (!tag.matches()) {
      throw new InvalidValueException("must be one ETag of a catalogue, such as \"7\" in quotes");
    }
    return Integer.parseInt(tag.group(1));
  }
}
