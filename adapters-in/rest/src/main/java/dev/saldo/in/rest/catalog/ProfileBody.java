package dev.saldo.in.rest.catalog;

import dev.saldo.domain.Slug;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A profile on the wire; in a document it is its slug alone. */
@Schema(name = "Profile", description = "A kind of user.")
public record ProfileBody(@NotNull @Schema(examples = "professional") String slug) {

  /** The slug, or an invalid request. */
  String toProfile() {
    return Reading.value("slug", slug, Slug::of);
  }
}
