package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.GrantOutcome;
import dev.saldo.domain.wallet.Standing;
import dev.saldo.in.rest.wire.MoneyBody;
import dev.saldo.in.rest.wire.WireText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A grant on the wire. */
@Schema(
    name = "Grant",
    description =
        "Credits that came in, and where they are now: `credits` is the sum of `available`, "
            + "`held`, `frozen`, `spent`, `expired` and `voided` once the grant is effective.",
    requiredProperties = {
      "id",
      "source",
      "state",
      "credits",
      "priority",
      "available",
      "held",
      "frozen",
      "spent",
      "expired",
      "voided",
      "effective_at",
      "created_at"
    })
public record GrantBody(
    @Schema(examples = "grant_06g3z1kq00000000000000001a") String id,
    @Schema(
            description = "`plan`, `purchase`, `promo`, `adjustment` or `rollover`",
            examples = "purchase")
        String source,
    @Schema(
            description =
                "`scheduled`: not yet effective. `active`: something is left. `ended`: nothing is",
            enumeration = {"scheduled", "active", "ended"})
        String state,
    @Schema(description = "What was granted", examples = "12.5") String credits,
    @Schema(description = "0 to 100, lower is used first", examples = "50") int priority,
    @Schema(examples = "10.5") String available,
    @Schema(examples = "2") String held,
    @Schema(examples = "0") String frozen,
    @Schema(examples = "0") String spent,
    @Schema(examples = "0") String expired,
    @Schema(examples = "0") String voided,
    @Schema(description = "Left out when it may be used for everything")
        @Nullable GrantScopeBody scope,
    @Schema(description = "What a purchase cost") @Nullable MoneyBody paid,
    @Schema(examples = "welcome") @Nullable String reason,
    @Schema(examples = "2026-11-01T12:00:00-03:00") OffsetDateTime effectiveAt,
    @Schema(description = "Left out when it never lapses", examples = "2027-11-01T12:00:00-03:00")
        @Nullable OffsetDateTime expiresAt,
    @Schema(examples = "2026-11-01T12:00:00-03:00") OffsetDateTime createdAt,
    @Schema(description = "Debt that was repaid; only in the answer to the request", examples = "0")
        @Nullable String repaid,
    @Schema(description = "Right after the grant; only in the answer to the request")
        @Nullable BalanceBody balance) {

  /** The answer to a grant that was given. */
  static GrantBody from(GrantOutcome.Granted granted) {
    return of(
        granted.grant(),
        granted.standing().zone(),
        granted.repaid().toString(),
        granted.standing());
  }

  static GrantBody from(Grant grant, ZoneId zone) {
    return of(grant, zone, null, null);
  }

  private static GrantBody of(
      Grant grant, ZoneId zone, @Nullable String repaid, @Nullable Standing standing) {
    Grant.Buckets buckets = grant.buckets();
    return new GrantBody(
        grant.id().toString(),
        WireText.word(grant.source()),
        state(grant),
        grant.amount().toString(),
        grant.priority(),
        buckets.available().toString(),
        buckets.held().toString(),
        buckets.frozen().toString(),
        buckets.spent().toString(),
        buckets.expired().toString(),
        buckets.voided().toString(),
        grant.scope().isAll() ? null : GrantScopeBody.from(grant.scope()),
        grant.paid().map(MoneyBody::from).orElse(null),
        grant.reason().orElse(null),
        time(grant.effectiveAt(), zone),
        grant.expiresAt().map(at -> time(at, zone)).orElse(null),
        time(grant.createdAt(), zone),
        repaid,
        standing == null ? null : BalanceBody.from(standing));
  }

  private static String state(Grant grant) {
    if (grant.scheduled()) {
      return "scheduled";
    }
    return grant.isLive() ? "active" : "ended";
  }

  private static OffsetDateTime time(Instant at, ZoneId zone) {
    return OffsetDateTime.ofInstant(at, zone);
  }
}
