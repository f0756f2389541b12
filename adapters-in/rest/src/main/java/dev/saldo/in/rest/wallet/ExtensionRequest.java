package dev.saldo.in.rest.wallet;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.wallet.ExtendCall;
import dev.saldo.domain.Credits;
import dev.saldo.domain.wallet.Authorize;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.WireText;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How much more, and how much longer, an authorized call needs. */
@Schema(
    name = "ExtensionRequest",
    description = "More credits, more time, or both: all of it is given, or nothing.")
public record ExtensionRequest(
    @Size(max = 32)
        @Schema(description = "How many more; a decimal, at most 6 decimals", examples = "5")
        @Nullable String credits,
    @Schema(
            description =
                "How long to hold from now on: an ISO 8601 duration of 1 second to 24 hours. An "
                    + "authorization that lives longer already goes on as it does",
            examples = "PT10M")
        @Nullable String expiresIn) {

  /** The request for the use case, or an invalid request that names the field. */
  ExtendCall.More toCommand() {
    if (credits == null && expiresIn == null) {
      throw Reading.invalid("credits", "credits_or_time", "rule.credits_or_time");
    }
    return new ExtendCall.More(
        Reading.optional("credits", credits, ExtensionRequest::more).orElse(Credits.ZERO),
        Reading.optional("expires_in", expiresIn, ExtensionRequest::lifetime));
  }

  private static Credits more(String text) {
    Credits more = Credits.parse(text);
    require(!more.isZero(), "must be more than 0");
    return more;
  }

  /** How long to hold. */
  static Duration lifetime(String text) {
    Duration lifetime = WireText.duration(text);
    require(
        lifetime.compareTo(Duration.ofSeconds(1)) >= 0
            && lifetime.compareTo(Authorize.LIFETIME_MAX) <= 0,
        "must be 1 second to 24 hours");
    return lifetime;
  }
}
