package dev.saldo.in.rest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.saldo.application.InMemorySaldo;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.ProposedOverride.Author;
import dev.saldo.in.rest.wire.StrictYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Makes catalogues of what the guides show: checked by the published schema, read as applied. */
final class GuideCatalog {
  /** Two plans, two features, two providers: what the sections of the guides refer to. */
  static final String BASE =
      """
      default_plan: free
      profiles: [user]
      groups: [{slug: beta}]
      providers: [{slug: openai}, {slug: anthropic}]
      features: [{slug: chat, category: chat}, {slug: image, category: generation}]
      roles:
        - {feature: chat, provider: openai, role: generation}
        - {feature: chat, provider: anthropic, role: generation, weight: 0.8}
        - {feature: image, provider: openai, role: generation}
      plans:
        - {slug: free, allowance: 1000000}
        - {slug: pro, allowance: 1000000}
      matrix:
        - {plan: free, profile: user, feature: chat, model: openai/gpt-4o-mini}
        - {plan: pro, profile: user, feature: chat, model: openai/gpt-4o-mini}
        - {plan: free, profile: user, feature: image, model: openai/gpt-4o-mini}
        - {plan: pro, profile: user, feature: image, model: openai/gpt-4o-mini}
      """;

  /** 1 credit per started 1,000 tokens. */
  static final String PRICES =
      """
      prices:
        - effective_from: 2020-01-01T00:00:00Z
          rows:
            - components: [{kind: per_token_block, tokens: 1000, credits: 1}]
      """;

  private static final Path GUIDES = Path.of("..", "..", "docs");
  private static final Author AUTHOR = new Author("key_one", Instant.parse("2025-01-01T00:00:00Z"));

  private GuideCatalog() {}

  /** The document that is applied to an empty tenant. */
  static CatalogDocument read(String yaml) {
    try {
      assertThat(schema().validate(new YAMLMapper().readTree(yaml))).as(yaml).isEmpty();
      CatalogBody body = StrictYaml.MAPPER.readValue(yaml, CatalogBody.class);
      return CatalogFaults.inDocument(
          body, () -> body.toProposal(Optional.empty()).after(Optional.empty(), AUTHOR));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tenant with it. */
  static InMemorySaldo saldo(String yaml) {
    return new InMemorySaldo(read(yaml));
  }

  /** An example catalogue as it is written. */
  static String example(String name) {
    try {
      return Files.readString(GUIDES.resolve("examples").resolve(name + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema schema() throws IOException {
    return SchemaRegistry.withDialect(Dialects.getDraft202012())
        .getSchema(
            new JsonMapper().readTree(Files.readString(GUIDES.resolve("catalog.schema.json"))));
  }
}
