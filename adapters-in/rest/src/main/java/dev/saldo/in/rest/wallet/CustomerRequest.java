package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.Customer;
import dev.saldo.application.wallet.PutCustomer;
import dev.saldo.domain.Credits;
import dev.saldo.domain.Slug;
import dev.saldo.domain.plan.Cycle;
import dev.saldo.domain.wallet.AllowanceChange;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.WireText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A customer as somebody wants it. */
@Schema(name = "CustomerRequest", description = "A customer as it is wanted.")
public record CustomerRequest(
    @Schema(
            description =
                "Slug of the plan. Another plan than now is a plan change now. Left out: the plan "
                    + "the customer is on, or the catalogue's default",
            examples = "professional")
        @Nullable String plan,
    @Schema(
            description =
                "IANA name. Another zone than now begins with the next cycle. Left out: the zone "
                    + "the customer is in, or UTC",
            examples = "America/Sao_Paulo")
        @Nullable String timeZone,
    @Min(1)
        @Max(Cycle.DAY_MAX)
        @Schema(
            description =
                "The day of the month on which cycles begin when the plan's cycle is an "
                    + "anniversary month, from the next cycle on; in shorter months their last "
                    + "day. Left out: the day the customer has, or today",
            examples = "15")
        @Nullable Integer cycleAnchor,
    @Size(max = 32)
        @Schema(
            description =
                "Credits that each cycle gives this customer in place of the plan's allowance, "
                    + "from the next cycle on. Left out of a PUT: the plan's",
            examples = "1000")
        @Nullable String allowance,
    @Size(max = 200) @Schema(description = "For people", examples = "Escola Azul")
        @Nullable String name,
    @Size(max = 32) @Schema(description = "Slugs", examples = "[\"beta\"]")
        @Nullable List<@NotNull String> groups,
    @Size(max = 16) @Schema(description = "The caller's own: at most 16 members of 500 characters")
        @Nullable Map<@Size(max = 500) String, @NotNull @Size(max = 500) String> metadata) {

  /** The whole customer: what is left out is empty. */
  PutCustomer.Request toCommand() {
    return new PutCustomer.Request(
        plan(plan),
        Reading.optional("time_zone", timeZone, WireText::zone),
        anchor(),
        allowance(new AllowanceChange.ToPlans()),
        Optional.ofNullable(name),
        Reading.set("groups", groups, Slug::of),
        metadata == null ? Map.of() : metadata);
  }

  /** The customer with what is given replaced: what is left out stays. */
  PutCustomer.Request toCommand(Customer before) {
    return new PutCustomer.Request(
        plan(plan),
        Reading.optional("time_zone", timeZone, WireText::zone),
        anchor(),
        allowance(new AllowanceChange.Unchanged()),
        Optional.ofNullable(name).or(before::name),
        groups == null ? before.groups() : Reading.set("groups", groups, Slug::of),
        metadata == null ? before.metadata() : metadata);
  }

  private OptionalInt anchor() {
    return cycleAnchor == null ? OptionalInt.empty() : OptionalInt.of(cycleAnchor);
  }

  private AllowanceChange allowance(AllowanceChange leftOut) {
    return Reading.optional("allowance", allowance, Credits::parse)
        .<AllowanceChange>map(AllowanceChange.ToOwn::new)
        .orElse(leftOut);
  }

  private static Optional<String> plan(@Nullable String slug) {
    return Reading.optional("plan", slug, Slug::of);
  }
}
