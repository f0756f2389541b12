package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.PlanChange;
import dev.saldo.domain.wallet.Wallet;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Scheduled plan changes on the wire: one at most. */
@Schema(
    name = "PlanChangeList",
    description = "The plan change that waits for the end of the cycle, if there is one.",
    requiredProperties = "data")
public record PlanChangeList(List<PlanChangeBody> data) {
  static PlanChangeList from(Wallet wallet) {
    return new PlanChangeList(
        PlanChange.scheduledIn(wallet).stream()
            .map(change -> PlanChangeBody.from(change, wallet.zone()))
            .toList());
  }
}
