package dev.saldo.in.rest.wallet;

import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.AmendOutcome;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.in.rest.wire.MoneyBody;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a correction made of a settlement, on the wire. */
@Schema(
    name = "Amendment",
    description = "What a call that was charged on an estimate is charged now.",
    requiredProperties = {
      "id",
      "charged",
      "returned",
      "expired",
      "not_charged",
      "debt",
      "price_version",
      "flags",
      "balance",
      "amended_at"
    })
public record AmendmentBody(
    @Schema(description = "Id of the authorization", examples = "auth_06g3z1kq00000000000000001a")
        String id,
    @Schema(description = "What the call is charged now, in all") SettlementBody.Charged charged,
    @Schema(
            description = "Credits that went back to the grants that had paid, or off the debt",
            examples = "3")
        String returned,
    @Schema(
            description = "Credits of grants that have lapsed since, which did not go back",
            examples = "0")
        String expired,
    @Schema(description = "Credits that the plan's policy let go, in all", examples = "0")
        String notCharged,
    @Schema(description = "The charged credits that became debt, in all", examples = "0")
        String debt,
    @Schema(
            description =
                "A new grant in place of a charge that had become debt and was repaid since; left "
                    + "out when there is none")
        @Nullable GivenBody granted,
    @Schema(description = "What the provider charges; left out when its price is not known")
        @Nullable MoneyBody cost,
    @Schema(description = "Version of the price list it was rated with", examples = "1")
        int priceVersion,
    @Schema(description = "As those of a settlement") List<String> flags,
    @Schema(description = "Right after the correction") BalanceBody balance,
    @Schema(description = "In the customer's time zone", examples = "2026-11-03T09:00:00-03:00")
        OffsetDateTime amendedAt) {

  /** A grant that gives back. */
  @Schema(
      name = "CompensatingGrant",
      description = "A grant that gives credits back.",
      requiredProperties = {"grant", "credits"})
  public record GivenBody(
      @Schema(examples = "grant_06g3z1kq00000000000000001a") String grant,
      @Schema(examples = "5") String credits) {
    private static GivenBody from(WalletId wallet, AmendOutcome.Given given) {
      return new GivenBody(
          new GrantId(wallet, given.grant()).toString(), given.credits().toString());
    }
  }

  static AmendmentBody from(AmendOutcome.Amended amended) {
    WalletId wallet = amended.id().wallet();
    return new AmendmentBody(
        amended.id().toString(),
        new SettlementBody.Charged(
            amended.charged().toString(), GrantLineBody.from(wallet, amended.lines())),
        amended.returned().toString(),
        amended.expired().toString(),
        amended.notCharged().toString(),
        amended.debt().toString(),
        amended.granted().map(given -> GivenBody.from(wallet, given)).orElse(null),
        amended.cost().map(MoneyBody::from).orElse(null),
        amended.priceVersion(),
        amended.flags().stream().map(WireText::word).sorted().toList(),
        BalanceBody.from(amended.standing()),
        OffsetDateTime.ofInstant(amended.at(), amended.standing().zone()));
  }
}
