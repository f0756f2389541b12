package dev.saldo.in.rest.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.wallet.GrantCredits;
import dev.saldo.domain.Credits;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantSource;
import dev.saldo.domain.wallet.Scope;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.MoneyBody;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Credits to bring in. */
@Schema(name = "GrantRequest", description = "Credits to bring in.")
public record GrantRequest(
    @NotNull
        @Size(max = 32)
        @Schema(description = "Decimal above 0, at most 6 decimals", examples = "12.5")
        String credits,
    @NotNull
        @Schema(
            description = "Where they come from",
            enumeration = {"purchase", "promo", "adjustment"},
            examples = "purchase")
        String source,
    @Min(0)
        @Max(Grant.PRIORITY_MAX)
        @Schema(description = "Lower is used first", defaultValue = "50")
        @Nullable Integer priority,
    @Schema(
            description = "From when they can be used; left out or past: now",
            examples = "2026-11-01T12:00:00-03:00")
        @Nullable OffsetDateTime effectiveAt,
    @Schema(
            description = "When they lapse; left out: never",
            examples = "2027-11-01T12:00:00-03:00")
        @Nullable OffsetDateTime expiresAt,
    @Valid @Schema(description = "Left out: everything") @Nullable GrantScopeBody scope,
    @Valid @Schema(description = "Only of a purchase: what was paid for it")
        @Nullable MoneyBody paid,
    @Size(max = 500) @Schema(description = "For people", examples = "welcome")
        @Nullable String reason) {

  private enum Source {
    PURCHASE(GrantSource.PURCHASE),
    PROMO(GrantSource.PROMO),
    ADJUSTMENT(GrantSource.ADJUSTMENT);

    private final GrantSource granted;

    Source(GrantSource granted) {
      this.granted = granted;
    }
  }

  GrantCredits.Request toCommand() {
    GrantSource from = Reading.choice("source", source, Source.class).granted;
    if (paid != null && from != GrantSource.PURCHASE) {
      throw Reading.invalid("paid", "invalid", "rule.only_purchase");
    }
    return new GrantCredits.Request(
        Reading.value("credits", credits, GrantRequest::positive),
        from,
        priority == null ? Grant.DEFAULT_PRIORITY : priority,
        Optional.ofNullable(effectiveAt).map(OffsetDateTime::toInstant),
        Optional.ofNullable(expiresAt).map(OffsetDateTime::toInstant),
        scope == null ? Scope.ALL : scope.toScope(),
        Optional.ofNullable(paid).map(money -> money.toMoney("paid")),
        Optional.ofNullable(reason));
  }

  private static Credits positive(String text) {
    Credits credits = Credits.parse(text);
    require(!credits.isZero(), "must be more than 0");
    return credits;
  }
}
