package dev.saldo.in.rest.catalog;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.in.rest.wire.WireText;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A provider on the wire. */
@Schema(
    name = "Provider",
    description = "An AI vendor that calls can be sent to.",
    requiredProperties = {"slug", "name", "status", "relative_cost", "adapter"})
public record ProviderBody(
    @Schema(examples = "openai") String slug,
    @Schema(examples = "OpenAI") String name,
    @Schema(description = "`active`, `testing` or `disabled`", examples = "active") String status,
    @Schema(description = "Decimal; among equal weights the cheaper comes first", examples = "1")
        String relativeCost,
    @Schema(description = "The protocol it speaks", examples = "openai") String adapter,
    @Schema(examples = "openai/gpt-4o-mini") @Nullable String defaultModel) {

  static ProviderBody from(Provider provider) {
    return new ProviderBody(
        provider.slug(),
        provider.name(),
        WireText.word(provider.status()),
        provider.relativeCost().toPlainString(),
        provider.adapter(),
        provider.defaultModel().map(ModelId::toString).orElse(null));
  }
}
