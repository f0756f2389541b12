package dev.saldo.in.rest.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a grant may be used for, on the wire. */
@Schema(
    name = "GrantScope",
    description = "What a grant may be used for. An empty list allows all.")
public record GrantScopeBody(
    @Size(max = 64) @Schema(description = "Slugs of features", examples = "[\"diary_analysis\"]")
        @Nullable List<@NotNull String> features,
    @Size(max = 64)
        @Schema(
            description = "Models, or slugs of providers",
            examples = "[\"openai/gpt-4o-mini\"]")
        @Nullable List<@NotNull String> models) {

  static GrantScopeBody from(Scope scope) {
    return new GrantScopeBody(
        scope.features().stream().sorted().toList(), scope.models().stream().sorted().toList());
  }

  Scope toScope() {
    return new Scope(
        Reading.set("scope.features", features, Slug::of),
        Reading.set("scope.models", models, GrantScopeBody::model));
  }

  private static String model(String text) {
    require(!text.isEmpty(), "must be a model or a provider");
    return text.indexOf('/') >= 0 ? ModelId.parse(text).toString() : Slug.of(text);
  }
}
