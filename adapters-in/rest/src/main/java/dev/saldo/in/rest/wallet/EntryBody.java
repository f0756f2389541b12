package dev.saldo.in.rest.wallet;

import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.GrantId;
import dev.saldo.domain.wallet.HoldId;
import dev.saldo.in.rest.wire.WireText;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A line of the ledger on the wire. */
@Schema(
    name = "Entry",
    description =
        "A line of the ledger: credits moved from one account of the wallet to another. Entries "
            + "are never changed.",
    requiredProperties = {
      "sequence",
      "kind",
      "from",
      "to",
      "credits",
      "actor",
      "after",
      "hash",
      "created_at",
      "recorded_at"
    })
public record EntryBody(
    @Schema(description = "From 1, without gaps", examples = "7") long sequence,
    @Schema(
            description =
                "`grant`, `hold`, `charge`, `return`, `expiry`, `repayment`, `rollover`, `void` or "
                    + "`adjustment`",
            examples = "hold")
        String kind,
    @Schema(description = "The account they left", examples = "available") String from,
    @Schema(description = "The account they came to", examples = "held") String to,
    @Schema(description = "Above 0", examples = "3") String credits,
    @Schema(description = "Id of the grant that they are of") @Nullable String grant,
    @Schema(description = "Id of the authorization that moved them") @Nullable String hold,
    @Schema(description = "Id of the API key that caused it, or `system`", examples = "system")
        String actor,
    @Schema(examples = "welcome") @Nullable String reason,
    @Schema(description = "The balances right after it") After after,
    @Schema(description = "SHA-256 over this line and the hash of the line before") String hash,
    @Schema(
            description = "The time that the rules used, in the customer's time zone",
            examples = "2026-11-01T12:00:00-03:00")
        OffsetDateTime createdAt,
    @Schema(
            description = "The database's time, in the customer's time zone",
            examples = "2026-11-01T12:00:00-03:00")
        OffsetDateTime recordedAt) {

  /** Balances after an entry. */
  @Schema(
      name = "EntryBalances",
      description = "The balances right after an entry.",
      requiredProperties = {"available", "held", "frozen", "debt"})
  public record After(
      @Schema(examples = "597") String available,
      @Schema(examples = "3") String held,
      @Schema(examples = "0") String frozen,
      @Schema(examples = "0") String debt) {}

  static EntryBody from(Entry entry, ZoneId zone) {
    return new EntryBody(
        entry.sequence(),
        WireText.word(entry.kind()),
        WireText.word(entry.from()),
        WireText.word(entry.to()),
        entry.amount().toString(),
        id(entry.grant(), number -> new GrantId(entry.wallet(), number)),
        id(entry.hold(), number -> new HoldId(entry.wallet(), number)),
        entry.actor(),
        entry.reason().orElse(null),
        new After(
            entry.after().available().toString(),
            entry.after().held().toString(),
            entry.after().frozen().toString(),
            entry.after().debt().toString()),
        entry.hash().toString(),
        OffsetDateTime.ofInstant(entry.at(), zone),
        OffsetDateTime.ofInstant(entry.recordedAt(), zone));
  }

  private static @Nullable String id(OptionalLong number, LongFunction<Object> make) {
    return number.isPresent() ? make.apply(number.getAsLong()).toString() : null;
  }
}
