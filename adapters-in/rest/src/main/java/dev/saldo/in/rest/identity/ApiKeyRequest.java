package dev.saldo.in.rest.identity;

import dev.saldo.application.identity.IssueApiKey;
import dev.saldo.domain.Key;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A key that somebody wants. */
@Schema(name = "ApiKeyRequest", description = "A key that is wanted.")
public record ApiKeyRequest(
    @NotBlank @Size(max = 100) @Schema(description = "For people", examples = "backend")
        String name,
    @NotEmpty
        @Size(max = 5)
        @Schema(
            description = "`admin`, `catalog`, `decide`, `ingest` or `read`",
            examples = "[\"decide\", \"read\"]")
        List<@NotNull String> scopes,
    @Schema(description = "The only customer it may act for; left out: any", examples = "school-42")
        @Nullable String customer,
    @Schema(description = "When it stops working; left out: never")
        @Nullable OffsetDateTime expiresAt) {

  /**
   * The request for the use case.
   *
   * @param bound the customer of the caller's own key, which a new key inherits
   */
  IssueApiKey.Request toCommand(Optional<Key> bound) {
    Set<KeyScope> wanted = toScopes();
    Optional<Key> only = Reading.optional("customer", customer, Key::new).or(() -> bound);
    return Reading.value(
        "scopes",
        name,
        given ->
            new IssueApiKey.Request(
                given,
                wanted,
                only,
                Optional.ofNullable(expiresAt).map(OffsetDateTime::toInstant)));
  }

  private Set<KeyScope> toScopes() {
    Set<KeyScope> wanted = EnumSet.noneOf(KeyScope.class);
    for (int i = 0; i < scopes.size(); i++) {
      wanted.add(Reading.choice("scopes[" + i + "]", scopes.get(i), KeyScope.class));
    }
    return wanted;
  }
}
