package dev.saldo.in.rest.catalog;

import dev.saldo.domain.Key;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.WireText;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which overrides a request wants, from its query. */
public class OverrideQuery {
  @QueryParam("feature")
  @Parameter(description = "Only those about this feature")
  private @Nullable String feature;

  @QueryParam("group")
  @Parameter(description = "Only those that name this group")
  private @Nullable String group;

  @QueryParam("customer")
  @Parameter(description = "Only those for users of this customer")
  private @Nullable String customer;

  @QueryParam("user")
  @Parameter(description = "Only those for this user")
  private @Nullable String user;

  @QueryParam("active_at")
  @Parameter(
      description = "Only those that apply at this time: approved, begun and not over",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  private @Nullable String activeAt;

  /** What is wanted, or an invalid request that names the parameter. */
  Predicate<MatrixOverride> toFilter() {
    Optional<Instant> at =
        Reading.optional("active_at", activeAt, WireText::time).map(OffsetDateTime::toInstant);
    return row ->
        (feature == null || feature.equals(row.target().feature()))
            && isAny(group, row.subject().group())
            && isAny(customer, row.subject().customer().map(Key::value))
            && isAny(user, row.subject().user().map(Key::value))
            && (at.isEmpty() || (row.isApproved() && row.isEffectiveAt(at.get())));
  }

  private static boolean isAny(@Nullable String wanted, Optional<String> given) {
    return wanted == null || given.filter(wanted::equals).isPresent();
  }
}
