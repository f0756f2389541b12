package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.ReadLimits;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Every limit of a user, on the wire. */
@Schema(
    name = "LimitList",
    description = "Every limit of a user, as it stands in its window.",
    requiredProperties = "data")
public record LimitList(List<LimitBody> data) {

  static LimitList from(ReadLimits.View view) {
    return new LimitList(
        view.features().stream()
            .flatMap(each -> LimitBody.from(each.limits(), view.zone()).stream())
            .distinct()
            .toList());
  }
}
