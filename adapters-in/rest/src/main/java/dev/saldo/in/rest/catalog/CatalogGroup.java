package dev.saldo.in.rest.catalog;

import dev.saldo.domain.Slug;
import dev.saldo.domain.matrix.Group;
import dev.saldo.in.rest.problem.Reading;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A group in a catalogue on the wire. */
@Schema(name = "Group", description = "A name that users and customers are gathered under.")
public record CatalogGroup(
    @NotNull @Schema(examples = "beta") String slug,
    @Schema(description = "Whether its members may use providers that are being tested")
        @Nullable Boolean tester) {

  static CatalogGroup from(Group group) {
    return new CatalogGroup(group.slug(), group.tester());
  }

  Group toGroup(String field) {
    return new Group(Reading.value(field + ".slug", slug, Slug::of), tester != null && tester);
  }
}
