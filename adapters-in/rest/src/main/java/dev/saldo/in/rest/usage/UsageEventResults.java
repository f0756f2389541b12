package dev.saldo.in.rest.usage;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of events, on the wire. */
@Schema(
    name = "UsageEventResults",
    description = "What became of each event, in their order.",
    requiredProperties = "data")
public record UsageEventResults(List<UsageEventResultBody> data) {
  public UsageEventResults {
    data = List.copyOf(data);
  }
}
