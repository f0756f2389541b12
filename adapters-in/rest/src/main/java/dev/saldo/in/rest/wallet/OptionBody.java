package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.CallResult.Option;
import dev.saldo.in.rest.wire.MoneyBody;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A way out of a refusal, on the wire. */
@Schema(
    name = "Option",
    description =
        "A way out of a refusal. Taking it, with nothing else changed, lets the call pass.",
    requiredProperties = "kind")
public record OptionBody(
    @Schema(
            description = "Which members are there depends on it",
            enumeration = {"top_up", "upgrade", "wait_until", "reduce", "use_model"})
        String kind,
    @Schema(description = "`top_up`: slug of the pack to buy", examples = "start")
        @Nullable String pack,
    @Schema(description = "`top_up`: credits of the pack", examples = "100")
        @Nullable String credits,
    @Schema(description = "`top_up`: price of the pack") @Nullable MoneyBody price,
    @Schema(description = "`upgrade`: slug of the plan to move to", examples = "premium")
        @Nullable String plan,
    @Schema(
            description = "`wait_until`: when to ask again, in the customer's time zone",
            examples = "2026-12-01T00:00:00-03:00")
        @Nullable OffsetDateTime at,
    @Schema(description = "`reduce`: the largest output that fits", examples = "420")
        @Nullable Long maxOutputTokens,
    @Schema(description = "`use_model`: the model to ask for", examples = "openai/gpt-4o-mini")
        @Nullable String model) {

  static List<OptionBody> from(List<Option> options, ZoneId zone) {
    return options.stream().map(option -> from(option, zone)).toList();
  }

  private static OptionBody from(Option option, ZoneId zone) {
    return switch (option) {
      case Option.TopUp(var pack) ->
          new OptionBody(
              "top_up",
              pack.slug(),
              pack.credits().toString(),
              MoneyBody.from(pack.price()),
              null,
              null,
              null,
              null);
      case Option.Upgrade(String plan) ->
          new OptionBody("upgrade", null, null, null, plan, null, null, null);
      case Option.WaitUntil(var at) ->
          new OptionBody(
              "wait_until", null, null, null, null, OffsetDateTime.ofInstant(at, zone), null, null);
      case Option.Reduce(long tokens) ->
          new OptionBody("reduce", null, null, null, null, null, tokens, null);
      case Option.UseModel(var model) ->
          new OptionBody("use_model", null, null, null, null, null, null, model.toString());
    };
  }
}
