package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.User;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user on the wire. */
@Schema(
    name = "User",
    description = "A person or agent inside a customer.",
    requiredProperties = {"key", "profile", "groups", "created_at"})
public record UserBody(
    @Schema(examples = "ana") String key,
    @Schema(examples = "professional") String profile,
    List<String> groups,
    @Schema(description = "In the customer's time zone", examples = "2026-11-01T12:00:00-03:00")
        OffsetDateTime createdAt) {

  static UserBody from(User user, ZoneId zone) {
    return new UserBody(
        user.key().value(),
        user.profile(),
        user.groups().stream().sorted().toList(),
        OffsetDateTime.ofInstant(user.createdAt(), zone));
  }
}
