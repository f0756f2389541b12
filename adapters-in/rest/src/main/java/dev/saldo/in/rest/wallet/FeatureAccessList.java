package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.ReadLimits;
import dev.saldo.application.wallet.ReadLimits.FeatureView;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.wallet.AuthorizeOutcome.Refusal;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.wire.WireText;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Every feature as a user meets it, on the wire. */
@Schema(
    name = "FeatureAccessList",
    description = "Every feature as a user meets it.",
    requiredProperties = "data")
public record FeatureAccessList(List<FeatureAccess> data) {

  /** A feature as a user meets it. */
  @Schema(
      name = "FeatureAccess",
      description = "A feature as a user meets it; credits are not looked at.",
      requiredProperties = {"feature", "name", "category", "allowed", "limits"})
  public record FeatureAccess(
      @Schema(description = "Slug", examples = "diary_analysis") String feature,
      @Schema(examples = "Diary analysis") String name,
      @Schema(description = "`analysis`, `chat`, `generation` or `admin`", examples = "analysis")
          String category,
      boolean allowed,
      @Schema(
              description = "The code of the refusal; left out when allowed",
              examples = "feature_not_in_plan")
          @Nullable String reason,
      @Schema(
              description = "The model that would serve; left out when not allowed",
              examples = "openai/gpt-4o-mini")
          @Nullable String model,
      List<LimitBody> limits) {
    static FeatureAccess from(FeatureView view, ZoneId zone) {
      return new FeatureAccess(
          view.feature().slug(),
          view.feature().name(),
          WireText.word(view.feature().category()),
          view.model().isPresent(),
          view.refusal().map(FeatureAccess::code).orElse(null),
          view.model().map(ModelId::toString).orElse(null),
          LimitBody.from(view.limits(), zone));
    }

    private static String code(Refusal refusal) {
      ProblemCode code = RefusalBody.code(refusal);
      return code.wire();
    }
  }

  static FeatureAccessList from(ReadLimits.View view) {
    return new FeatureAccessList(
        view.features().stream().map(each -> FeatureAccess.from(each, view.zone())).toList());
  }
}
