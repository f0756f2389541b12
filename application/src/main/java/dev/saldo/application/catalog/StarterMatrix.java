package dev.saldo.application.catalog;

import static dev.saldo.application.catalog.StarterCatalog.FREE;
import static dev.saldo.application.catalog.StarterCatalog.PREMIUM;
import static dev.saldo.application.catalog.StarterCatalog.PROFESSIONAL;
import static dev.saldo.application.catalog.StarterCatalog.UNLIMITED;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.FeatureCategory;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.MatrixCell;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.Origin;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.matrix.RoleAssignment;
import dev.saldo.domain.pricing.TokenUsage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who serves what in the starter catalogue, for which plan and profile. */
final class StarterMatrix {
  static final List<String> PROFILES = List.of("user", "professional", MatrixContext.ADMIN);

  private static final String LEGAL_REPORTS = "legal_reports";
  private static final String OPENAI = StarterPrices.GPT_4O_MINI.provider();
  private static final String ANTHROPIC = StarterPrices.CLAUDE_SONNET.provider();
  private static final String GEMINI = StarterPrices.GEMINI_FLASH_LITE.provider();

  private static final String COMPATIBLE = "openai-compatible";
  private static final String SANDBOX = "sandbox";
  private static final TokenUsage TYPICAL = TokenUsage.ofTokens(1_500, 800);

  /** What a plan offers on one model to users and professionals. */
  private record Offer(String plan, ModelId model, Optional<Long> daily, Optional<Long> monthly) {
    static Offer limited(String plan, ModelId model, long daily, long monthly) {
      return new Offer(plan, model, Optional.of(daily), Optional.of(monthly));
    }

    static Offer open(String plan, ModelId model) {
      return new Offer(plan, model, Optional.empty(), Optional.empty());
    }

    MatrixCell cell(String profile, Feature feature) {
      return new MatrixCell(
          plan,
          profile,
          feature.slug(),
          model,
          daily,
          monthly,
          Origin.STANDARD,
          Optional.empty(),
          true);
    }
  }

  private static final List<Offer> OFFERS =
      List.of(
          Offer.limited(FREE, StarterPrices.GPT_4O_MINI, 3, 30),
          Offer.limited(PROFESSIONAL, StarterPrices.GPT_4O_MINI, 10, 200),
          Offer.limited(PREMIUM, StarterPrices.GPT_4O_MINI, 50, 1_000),
          Offer.limited(PREMIUM, StarterPrices.CLAUDE_SONNET, 50, 1_000),
          Offer.open(UNLIMITED, StarterPrices.GPT_4O_MINI),
          Offer.open(UNLIMITED, StarterPrices.CLAUDE_SONNET));

  /** The models of every provider that has a role. */
  private static final List<ModelId> WITH_ROLE =
      List.of(
          StarterPrices.GPT_4O_MINI, StarterPrices.CLAUDE_SONNET, StarterPrices.GEMINI_FLASH_LITE);

  /** Relative costs are those of a typical call, as multiples of the same on gpt-4o-mini. */
  private static final List<Provider> PROVIDERS =
      List.of(
          new Provider(
              StarterPrices.GPT_4O_MINI.provider(),
              "OpenAI",
              ProviderStatus.ACTIVE,
              new BigDecimal("1"),
              COMPATIBLE,
              Optional.of("https://api.openai.com/v1"),
              Optional.of("OPENAI_API_KEY"),
              Optional.of(StarterPrices.GPT_4O_MINI)),
          new Provider(
              StarterPrices.CLAUDE_SONNET.provider(),
              "Anthropic",
              ProviderStatus.ACTIVE,
              new BigDecimal("15.6"),
              "anthropic",
              Optional.of("https://api.anthropic.com"),
              Optional.of("ANTHROPIC_API_KEY"),
              Optional.of(StarterPrices.CLAUDE_SONNET)),
          new Provider(
              StarterPrices.GEMINI_FLASH_LITE.provider(),
              "Gemini",
              ProviderStatus.ACTIVE,
              new BigDecimal("3.5"),
              COMPATIBLE,
              Optional.of("https://generativelanguage.googleapis.com/v1beta/openai"),
              Optional.of("GEMINI_API_KEY"),
              Optional.of(StarterPrices.GEMINI_FLASH_LITE)),
          new Provider(
              StarterPrices.GPT_OSS.provider(),
              "Together",
              ProviderStatus.TESTING,
              new BigDecimal("1"),
              COMPATIBLE,
              Optional.of("https://api.together.xyz/v1"),
              Optional.of("TOGETHER_API_KEY"),
              Optional.of(StarterPrices.GPT_OSS)),
          new Provider(
              StarterPrices.GROK.provider(),
              "xAI",
              ProviderStatus.TESTING,
              new BigDecimal("5.5"),
              COMPATIBLE,
              Optional.of("https://api.x.ai/v1"),
              Optional.of("XAI_API_KEY"),
              Optional.of(StarterPrices.GROK)));

  private StarterMatrix() {}

  static FeatureMatrix matrix(boolean test) {
    List<Provider> providers =
        test ? PROVIDERS.stream().map(StarterMatrix::sandboxed).toList() : PROVIDERS;
    List<Feature> features = features();
    return new FeatureMatrix(providers, features, roles(features), cells(features), List.of());
  }

  private static Provider sandboxed(Provider live) {
    return new Provider(
        live.slug(),
        live.name(),
        live.status(),
        live.relativeCost(),
        SANDBOX,
        live.baseUrl(),
        live.keyVariable(),
        live.defaultModel());
  }

  private static List<Feature> features() {
    return List.of(
        feature("diary_analysis", "Diary analysis", FeatureCategory.ANALYSIS),
        feature("clarity_test", "Clarity test", FeatureCategory.ANALYSIS),
        feature("user_chat", "User chat", FeatureCategory.CHAT),
        feature("professional_oracle", "Professional oracle", FeatureCategory.CHAT),
        feature("chat_summary", "Chat summary", FeatureCategory.CHAT),
        feature("content_curation", "Content curation", FeatureCategory.GENERATION),
        feature(LEGAL_REPORTS, "Legal reports", FeatureCategory.GENERATION),
        feature("admin_oracle", "Admin oracle", FeatureCategory.ADMIN));
  }

  private static Feature feature(String slug, String name, FeatureCategory category) {
    return new Feature(
        slug, name, category, Optional.of(TYPICAL), Optional.empty(), FeatureBilling.OWN, true);
  }

  private static List<RoleAssignment> roles(List<Feature> features) {
    List<RoleAssignment> roles = new ArrayList<>();
    for (Feature feature : features) {
      String role = feature.category() == FeatureCategory.ANALYSIS ? "analysis" : "generation";
      roles.add(role(feature.slug(), OPENAI, role, "1.0"));
      roles.add(role(feature.slug(), ANTHROPIC, role, "0.8"));
      roles.add(role(feature.slug(), GEMINI, role, "0.6"));
    }
    roles.add(role(LEGAL_REPORTS, OPENAI, "voting", "1.0"));
    roles.add(role(LEGAL_REPORTS, ANTHROPIC, "voting", "1.0"));
    roles.add(role(LEGAL_REPORTS, ANTHROPIC, "consensus", "1.0"));
    return roles;
  }

  private static RoleAssignment role(String feature, String provider, String role, String weight) {
    return new RoleAssignment(feature, provider, role, new BigDecimal(weight), true);
  }

  private static List<MatrixCell> cells(List<Feature> features) {
    List<MatrixCell> cells = new ArrayList<>();
    for (Feature feature : features) {
      if (feature.category() != FeatureCategory.ADMIN) {
        for (Offer offer : OFFERS) {
          cells.add(offer.cell("user", feature));
          cells.add(offer.cell("professional", feature));
        }
      }
      for (String plan : List.of(FREE, PROFESSIONAL, PREMIUM, UNLIMITED)) {
        for (ModelId model : WITH_ROLE) {
          cells.add(Offer.open(plan, model).cell(MatrixContext.ADMIN, feature));
        }
      }
    }
    return cells;
  }
}
