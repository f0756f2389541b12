package dev.saldo.in.rest.catalog;

import dev.saldo.application.wallet.PreviewOverride;
import dev.saldo.domain.Key;
import dev.saldo.in.rest.wallet.ResolutionBody;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whose calls an override would change, on the wire. */
@Schema(
    name = "OverridePreview",
    description = "Whose calls an override would change.",
    requiredProperties = {
      "at",
      "needs_approval",
      "customers",
      "users",
      "named",
      "examples",
      "complete"
    })
public record OverridePreviewBody(
    @Schema(description = "The instant that was looked at: its first, or now if it has begun")
        OffsetDateTime at,
    @Schema(description = "Whether another API key would have to approve it first")
        boolean needsApproval,
    @Schema(
            description = "How many customers, by their anonymous user or a stored one",
            examples = "3")
        int customers,
    @Schema(description = "How many stored users", examples = "41") int users,
    @Schema(description = "The first " + PreviewOverride.NAMED_MAX + " of them")
        List<WhoBody> named,
    @Schema(description = "What the matrix answers the first " + PreviewOverride.EXAMPLES_MAX)
        List<ExampleBody> examples,
    @Schema(
            description =
                "False when the group has more than "
                    + PreviewOverride.MEMBERS_MAX
                    + " members, of whom the first were looked at")
        boolean complete) {

  /** Who calls. */
  @Schema(name = "OverrideMember", description = "Who calls.", requiredProperties = "customer")
  public record WhoBody(
      @Schema(examples = "school-42") String customer,
      @Schema(description = "Left out: the anonymous user", examples = "ana")
          @Nullable String user) {
    static WhoBody from(PreviewOverride.Who who) {
      return new WhoBody(who.customer().value(), who.user().map(Key::value).orElse(null));
    }
  }

  /** What the matrix answers somebody. */
  @Schema(
      name = "OverrideExample",
      description = "What the matrix answers somebody without and with the override.",
      requiredProperties = {"who", "before", "after"})
  public record ExampleBody(WhoBody who, ResolutionBody before, ResolutionBody after) {
    static ExampleBody from(PreviewOverride.Example example) {
      return new ExampleBody(
          WhoBody.from(example.who()),
          ResolutionBody.from(example.before()),
          ResolutionBody.from(example.after()));
    }
  }

  static OverridePreviewBody from(PreviewOverride.Preview preview) {
    return new OverridePreviewBody(
        OffsetDateTime.ofInstant(preview.at(), ZoneOffset.UTC),
        preview.needsApproval(),
        preview.customers(),
        preview.users(),
        preview.named().stream().map(WhoBody::from).toList(),
        preview.examples().stream().map(ExampleBody::from).toList(),
        preview.complete());
  }
}
