package dev.saldo.in.rest.catalog;

import static java.util.Objects.requireNonNullElse;

import dev.saldo.domain.Key;
import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import dev.saldo.domain.catalog.ProposedOverride;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.OverrideEffect;
import dev.saldo.domain.matrix.OverrideSubject;
import dev.saldo.domain.matrix.OverrideTarget;
import dev.saldo.domain.matrix.SignOff;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.WireText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An override on the wire: in a catalogue, alone, and as somebody wants it. */
@Schema(
    name = "MatrixOverride",
    description =
        "An exception to the matrix for one user or for a group, about one provider in one "
            + "feature, for a time. Of those that apply to a call one wins whole for each "
            + "provider: for the user and this plan, for the user, for a group and this plan, for "
            + "a group; among equals the last created. Profile `admin` is untouched unless named.",
    requiredProperties = {"slug", "feature", "provider", "effect", "reason"})
public record OverrideBody(
    @NotNull @Schema(examples = "black_friday_2025_chat") String slug,
    @Schema(description = "The customer of the user; left out for a group", examples = "school-42")
        @Nullable String customer,
    @Schema(description = "One user; with a group as well, it is the user's", examples = "ana")
        @Nullable String user,
    @Schema(description = "Everybody in a group", examples = "black_friday_2025")
        @Nullable String group,
    @NotNull @Schema(examples = "user_chat") String feature,
    @NotNull @Schema(examples = "anthropic") String provider,
    @Schema(description = "Only on this plan, in any version", examples = "professional")
        @Nullable String plan,
    @Schema(description = "Left out: every profile but `admin`", examples = "user")
        @Nullable String profile,
    @NotNull
        @Schema(
            description =
                "`add` the provider in a role; `replace` limits, model or weight where the plan "
                    + "offers it; `exclude` it",
            examples = "add")
        String effect,
    @Schema(description = "To add: the role it serves in", examples = "generation")
        @Nullable String role,
    @Schema(description = "Decimal; the heaviest comes first", examples = "0.8")
        @Nullable String weight,
    @Schema(examples = "anthropic/claude-sonnet-5-5") @Nullable String model,
    @PositiveOrZero
        @Schema(
            description = "Calls of a user a day; left out: no limit to add, or as it was",
            examples = "10")
        @Nullable Long dailyLimit,
    @PositiveOrZero
        @Schema(
            description = "Calls of a user a month; left out: no limit to add, or as it was",
            examples = "200")
        @Nullable Long monthlyLimit,
    @Schema(description = "`promo` or `exclusive`; left out: `promo`") @Nullable String origin,
    @Schema(description = "Its first instant; left out: now")
        @Nullable OffsetDateTime effectiveFrom,
    @Schema(description = "The first instant after it; left out: it does not end")
        @Nullable OffsetDateTime effectiveTo,
    @NotNull
        @Size(min = 1, max = MatrixOverride.REASON_LENGTH_MAX)
        @Schema(examples = "Black Friday 2025")
        String reason,
    @Schema(
            description =
                "`approved`, or else it does not apply: `pending_approval`, `rejected`. This and "
                    + "what follows is shown, and passed over in a request",
            readOnly = true,
            examples = "approved")
        @Nullable String status,
    @Schema(readOnly = true) @Nullable OffsetDateTime createdAt,
    @Schema(description = "The API key that made it", readOnly = true) @Nullable String createdBy,
    @Schema(description = "The API key that approved it, when one had to", readOnly = true)
        @Nullable String approvedBy,
    @Schema(description = "The API key that rejected it", readOnly = true)
        @Nullable String rejectedBy) {

  /** What an override does. */
  private enum Kind {
    ADD,
    REPLACE,
    EXCLUDE
  }

  /** Role and numbers of an effect, as far as it has them. */
  private record Numbers(
      Kind kind,
      @Nullable String role,
      Optional<BigDecimal> weight,
      Optional<ModelId> model,
      Optional<Long> daily,
      Optional<Long> monthly) {
    static Numbers of(OverrideEffect effect) {
      return switch (effect) {
        case OverrideEffect.Add(var role, var weight, var model, var daily, var monthly) ->
            new Numbers(Kind.ADD, role, Optional.of(weight), Optional.of(model), daily, monthly);
        case OverrideEffect.Replace(var weight, var model, var daily, var monthly) ->
            new Numbers(Kind.REPLACE, null, weight, model, daily, monthly);
        case OverrideEffect.Exclude() ->
            new Numbers(
                Kind.EXCLUDE,
                null,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
      };
    }
  }

  static OverrideBody from(MatrixOverride row) {
    Numbers numbers = Numbers.of(row.effect());
    SignOff signOff = row.signOff();
    boolean rejected = signOff.status() == SignOff.Status.REJECTED;
    return new OverrideBody(
        row.slug(),
        row.subject().customer().map(Key::value).orElse(null),
        row.subject().user().map(Key::value).orElse(null),
        row.subject().group().orElse(null),
        row.target().feature(),
        row.target().provider(),
        row.target().plan().orElse(null),
        row.target().profile().orElse(null),
        WireText.word(numbers.kind()),
        numbers.role(),
        numbers.weight().map(BigDecimal::toPlainString).orElse(null),
        numbers.model().map(ModelId::toString).orElse(null),
        numbers.daily().orElse(null),
        numbers.monthly().orElse(null),
        WireText.word(row.origin()),
        time(row.effectiveFrom()),
        row.effectiveTo().map(OverrideBody::time).orElse(null),
        row.reason(),
        WireText.word(signOff.status()),
        time(signOff.createdAt()),
        signOff.createdBy(),
        rejected ? null : signOff.decidedBy().orElse(null),
        rejected ? signOff.decidedBy().orElse(null) : null);
  }

  /**
   * What is wanted; who made and approved it is not taken from here.
   *
   * @param field the place of the row; empty when it is the whole request
   */
  ProposedOverride toProposal(String field) {
    String place = field.isEmpty() ? "" : field + ".";
    return new ProposedOverride(
        Reading.value(place + "slug", slug, Slug::of),
        new OverrideSubject(
            Reading.optional(place + "customer", customer, Key::new),
            Reading.optional(place + "user", user, Key::new),
            Reading.optional(place + "group", group, Slug::of)),
        new OverrideTarget(
            Reading.value(place + "feature", feature, Slug::of),
            Reading.value(place + "provider", provider, Slug::of),
            Reading.optional(place + "plan", plan, Slug::of),
            Reading.optional(place + "profile", profile, Slug::of)),
        toEffect(place),
        Reading.choice(place + "origin", requireNonNullElse(origin, "promo"), Origin.class),
        Optional.ofNullable(effectiveFrom).map(OffsetDateTime::toInstant),
        Optional.ofNullable(effectiveTo).map(OffsetDateTime::toInstant),
        reason);
  }

  private OverrideEffect toEffect(String place) {
    Kind kind = Reading.choice(place + "effect", effect, Kind.class);
    Optional<ModelId> brought = Reading.optional(place + "model", model, ModelId::parse);
    Optional<BigDecimal> weighs =
        Optional.ofNullable(weight).map(text -> Decimals.read(place + "weight", text));
    Optional<Long> daily = Optional.ofNullable(dailyLimit);
    Optional<Long> monthly = Optional.ofNullable(monthlyLimit);
    return switch (kind) {
      case ADD ->
          new OverrideEffect.Add(
              Reading.value(place + "role", needed(place + "role", role), Slug::of),
              weighs.orElseThrow(() -> missing(place + "weight")),
              brought.orElseThrow(() -> missing(place + "model")),
              daily,
              monthly);
      case REPLACE -> {
        refuse(place + "role", role);
        yield new OverrideEffect.Replace(weighs, brought, daily, monthly);
      }
      case EXCLUDE -> {
        refuse(place + "role", role);
        refuse(place + "weight", weight);
        refuse(place + "model", model);
        refuse(place + "daily_limit", dailyLimit);
        refuse(place + "monthly_limit", monthlyLimit);
        yield new OverrideEffect.Exclude();
      }
    };
  }

  private static String needed(String field, @Nullable String text) {
    if (text == null) {
      throw missing(field);
    }
    return text;
  }

  private static ProblemException missing(String field) {
    return Reading.invalid(field, "needed_to_add", "rule.needed_to_add");
  }

  private static void refuse(String field, @Nullable Object given) {
    if (given != null) {
      throw Reading.invalid(field, "not_with_effect", "rule.not_with_effect");
    }
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
