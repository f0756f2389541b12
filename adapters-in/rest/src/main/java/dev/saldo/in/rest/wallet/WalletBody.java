package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.ReadPastBalance;
import dev.saldo.domain.plan.Cycle;
import dev.saldo.domain.wallet.Balances;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.PlanChange;
import dev.saldo.domain.wallet.UpToDate;
import dev.saldo.domain.wallet.Wallet;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A wallet on the wire. */
@Schema(
    name = "Wallet",
    description =
        "A customer's credits as they are now, or, with `at`, as they were: then state, reserved "
            + "debt, cycle and what lapses next are left out.",
    requiredProperties = {"available", "held", "frozen", "posted", "debt"})
public record WalletBody(
    @Schema(
            description =
                "The past instant whose balances these are, in the customer's time zone; left out "
                    + "for now",
            examples = "2026-11-01T12:00:00-03:00")
        @Nullable OffsetDateTime at,
    @Schema(
            description = "`active`, or `frozen`: no new calls are authorized",
            enumeration = {WalletStateBody.ACTIVE, WalletStateBody.FROZEN})
        @Nullable String state,
    @Schema(description = "Free to use", examples = "597") String available,
    @Schema(description = "Set aside by open authorizations", examples = "3") String held,
    @Schema(description = "The part of open authorizations that no grant covers", examples = "0")
        @Nullable String reservedDebt,
    @Schema(description = "Out of use while a payment is disputed", examples = "0") String frozen,
    @Schema(description = "Available, held and frozen together", examples = "600") String posted,
    @Schema(description = "What is owed", examples = "0") String debt,
    @Nullable CycleBody cycle,
    @Schema(description = "The plan change that waits for the end of the cycle")
        @Nullable PlanChangeBody scheduledChange,
    @Schema(description = "What lapses next; left out when nothing does")
        BalanceBody.@Nullable Expiring expiringNext) {

  /** The current billing cycle. */
  @Schema(
      name = "Cycle",
      description = "The current billing cycle, in the customer's time zone.",
      requiredProperties = {"kind", "anchor", "starts_at", "ends_at", "allowance", "used"})
  public record CycleBody(
      @Schema(
              description =
                  "`calendar_month`, which begins on the first, or `anniversary_month`, which "
                      + "begins on the anchor",
              examples = "calendar_month")
          String kind,
      @Schema(
              description =
                  "The customer's day of the month, 1 to 31; in shorter months it is the last day",
              examples = "15")
          int anchor,
      @Schema(examples = "2026-11-01T00:00:00-03:00") OffsetDateTime startsAt,
      @Schema(examples = "2026-12-01T00:00:00-03:00") OffsetDateTime endsAt,
      @Schema(description = "Credits that plans gave in this cycle", examples = "600")
          String allowance,
      @Schema(description = "What of it is neither free nor held", examples = "0") String used) {}

  static WalletBody from(UpToDate view) {
    Wallet wallet = view.wallet();
    Balances balances = wallet.balances();
    Cycle cycle = wallet.cycle();
    return new WalletBody(
        null,
        WalletStateBody.word(wallet.frozen()),
        balances.available().toString(),
        balances.held().toString(),
        balances.reservedDebt().toString(),
        balances.frozen().toString(),
        balances.posted().toString(),
        balances.debt().toString(),
        new CycleBody(
            WireText.word(wallet.terms().cycle()),
            wallet.anchor(),
            OffsetDateTime.ofInstant(cycle.start(), wallet.zone()),
            OffsetDateTime.ofInstant(cycle.end(), wallet.zone()),
            wallet.cycleGranted().toString(),
            view.cycleUsed().toString()),
        PlanChange.scheduledIn(wallet)
            .map(change -> PlanChangeBody.from(change, wallet.zone()))
            .orElse(null),
        BalanceBody.Expiring.from(view.standing()));
  }

  static WalletBody from(ReadPastBalance.Result.Known past) {
    Entry.After balances = past.balances();
    return new WalletBody(
        OffsetDateTime.ofInstant(past.at(), past.zone()),
        null,
        balances.available().toString(),
        balances.held().toString(),
        null,
        balances.frozen().toString(),
        balances.posted().toString(),
        balances.debt().toString(),
        null,
        null,
        null);
  }
}
