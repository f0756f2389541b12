package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.WalletRecords.HeldCall;
import dev.saldo.domain.limit.LimitState;
import dev.saldo.domain.wallet.AmendOutcome;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.DecisionId;
import dev.saldo.domain.wallet.Hold;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.domain.wallet.SettleOutcome;
import dev.saldo.domain.wallet.Standing;
import dev.saldo.in.rest.wire.WireText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An authorization on the wire. */
@Schema(
    name = "Authorization",
    description = "A call that may run, with the credits set aside for it.",
    requiredProperties = {
      "id",
      "state",
      "decision",
      "customer",
      "feature",
      "route",
      "held",
      "price",
      "expires_at",
      "created_at"
    })
public record AuthorizationBody(
    @Schema(examples = "auth_06g3z1kq00000000000000001a") String id,
    @Schema(enumeration = {"held", "settled", "released", "expired"}) String state,
    @Schema(description = "Id of the stored explanation") String decision,
    @Schema(examples = "school-42") String customer,
    @Schema(examples = "ana") @Nullable String user,
    @Schema(examples = "diary_analysis") String feature,
    @Schema(examples = "mind_map") @Nullable String activity,
    RouteBody route,
    HeldBody held,
    @Schema(description = "Right after the decision; only in the answer to the request")
        @Nullable BalanceBody balance,
    @Schema(
            description =
                "The limits that applied, this call included; only in the answer to the request")
        @Nullable List<LimitBody> limits,
    AppliedPriceBody price,
    @Schema(description = "How it was charged, once it is settled")
        @Nullable SettlementBody settlement,
    @Schema(description = "What corrected the settlement") @Nullable AmendmentBody amendment,
    @Schema(
            description = "Id of the authorization of the run it belongs to",
            examples = "auth_06g3z1kq00000000000000001a")
        @Nullable String parent,
    @Schema(description = "What its children came to; left out when it has had none")
        @Nullable RunBody run,
    @Schema(description = "The caller's own") @Nullable Map<String, String> metadata,
    @Schema(
            description = "From then on it has expired, in the customer's time zone",
            examples = "2026-11-01T12:10:00-03:00")
        OffsetDateTime expiresAt,
    @Schema(description = "In the customer's time zone", examples = "2026-11-01T12:00:00-03:00")
        OffsetDateTime createdAt) {

  /** The answer to a request that was granted. */
  static AuthorizationBody from(String customer, AuthorizeOutcome.Held held) {
    return of(
        customer, held.id(), held.hold(), held.hold().state(), held.standing(), held.limits());
  }

  /** A stored one, as it is at an instant. */
  static AuthorizationBody from(HeldCall call, Instant now) {
    Hold hold = call.hold();
    Hold.State state = hold.isOverdueAt(now) ? Hold.State.EXPIRED : hold.state();
    return of(call.customer().value(), call.id(), hold, state, null, null);
  }

  /** A stored one, as it was stored. */
  static AuthorizationBody from(HeldCall call) {
    Hold hold = call.hold();
    return of(call.customer().value(), call.id(), hold, hold.state(), null, null);
  }

  private static AuthorizationBody of(
      String customer,
      HoldId id,
      Hold hold,
      Hold.State state,
      @Nullable Standing standing,
      @Nullable List<LimitState> limits) {
    ZoneId zone = hold.frozenTerms().zone();
    return new AuthorizationBody(
        id.toString(),
        WireText.word(state),
        new DecisionId(id.wallet(), id.number()).toString(),
        customer,
        hold.call().user().orElse(null),
        hold.call().feature(),
        hold.call().activity().orElse(null),
        RouteBody.from(hold.route()),
        HeldBody.from(id.wallet(), hold),
        standing == null ? null : BalanceBody.from(standing),
        limits == null ? null : LimitBody.from(limits, zone),
        AppliedPriceBody.from(hold.frozenTerms()),
        settlement(hold),
        amendment(hold),
        hold.parent().stream()
            .mapToObj(number -> new HoldId(id.wallet(), number).toString())
            .findFirst()
            .orElse(null),
        hold.run().map(RunBody::from).orElse(null),
        hold.call().metadata().isEmpty() ? null : new TreeMap<>(hold.call().metadata()),
        OffsetDateTime.ofInstant(hold.expiresAt(), zone),
        OffsetDateTime.ofInstant(hold.createdAt(), zone));
  }

  private static @Nullable AmendmentBody amendment(Hold hold) {
    return hold.amendment()
        .map(Hold.End::answer)
        .filter(AmendOutcome.Amended.class::isInstance)
        .map(answer -> AmendmentBody.from((AmendOutcome.Amended) answer))
        .orElse(null);
  }

  private static @Nullable SettlementBody settlement(Hold hold) {
    return hold.end()
        .map(Hold.End::answer)
        .filter(SettleOutcome.Settled.class::isInstance)
        .map(answer -> SettlementBody.from((SettleOutcome.Settled) answer))
        .orElse(null);
  }
}
