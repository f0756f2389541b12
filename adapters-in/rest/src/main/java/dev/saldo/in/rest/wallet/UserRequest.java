package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.User;
import dev.saldo.domain.Key;
import dev.saldo.domain.Slug;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A user as somebody wants it. */
@Schema(name = "UserRequest", description = "A user as it is wanted.")
public record UserRequest(
    @Schema(
            description = "A profile of the catalogue",
            defaultValue = "user",
            examples = "professional")
        @Nullable String profile,
    @Size(max = 32) @Schema(description = "Slugs", examples = "[\"beta\"]")
        @Nullable List<@NotNull String> groups) {

  User toCommand(Key key, Instant now) {
    return new User(
        key,
        Reading.optional("profile", profile, Slug::of).orElse(User.PROFILE_DEFAULT),
        Reading.set("groups", groups, Slug::of),
        now);
  }
}
