package dev.saldo.in.rest.catalog;

import static java.util.Objects.requireNonNullElse;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.Slug;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.WireText;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A provider in a catalogue on the wire. */
@Schema(name = "Provider", description = "An AI vendor that calls can be sent to.")
public record CatalogProvider(
    @NotNull @Schema(examples = "openai") String slug,
    @Size(min = 1, max = 200) @Schema(description = "Left out: the slug", examples = "OpenAI")
        @Nullable String name,
    @Schema(
            description =
                "`active`, `testing` or `disabled`; left out: as it is, `active` when it is new")
        @Nullable String status,
    @Schema(
            description = "Decimal; among equal weights the cheaper comes first. Left out: 1",
            examples = "1")
        @Nullable String relativeCost,
    @Schema(description = "The protocol it speaks; left out: `openai-compatible`")
        @Nullable String adapter,
    @Size(max = 500) @Schema(examples = "https://api.openai.com/v1") @Nullable String baseUrl,
    @Schema(
            description = "The environment variable that holds its key",
            examples = "OPENAI_API_KEY")
        @Nullable String keyVariable,
    @Schema(examples = "openai/gpt-4o-mini") @Nullable String defaultModel) {

  /** The same with another status. */
  CatalogProvider withStatus(String other) {
    return new CatalogProvider(
        slug, name, other, relativeCost, adapter, baseUrl, keyVariable, defaultModel);
  }

  static CatalogProvider from(Provider provider) {
    return new CatalogProvider(
        provider.slug(),
        provider.name(),
        WireText.word(provider.status()),
        provider.relativeCost().toPlainString(),
        provider.adapter(),
        provider.baseUrl().orElse(null),
        provider.keyVariable().orElse(null),
        provider.defaultModel().map(ModelId::toString).orElse(null));
  }

  Provider toProvider(String field, ProviderStatus otherwise) {
    return new Provider(
        Reading.value(field + ".slug", slug, Slug::of),
        requireNonNullElse(name, slug),
        Reading.choice(
            field + ".status",
            requireNonNullElse(status, WireText.word(otherwise)),
            ProviderStatus.class),
        Decimals.read(field + ".relative_cost", requireNonNullElse(relativeCost, "1")),
        Reading.value(
            field + ".adapter", requireNonNullElse(adapter, "openai-compatible"), Slug::of),
        Optional.ofNullable(baseUrl),
        Optional.ofNullable(keyVariable),
        Reading.optional(field + ".default_model", defaultModel, ModelId::parse));
  }
}
