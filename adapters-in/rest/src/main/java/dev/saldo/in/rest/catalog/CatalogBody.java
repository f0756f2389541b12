package dev.saldo.in.rest.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.saldo.domain.Slug;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogProposal;
import dev.saldo.domain.catalog.CatalogSettings;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.Provider;
import dev.saldo.domain.matrix.ProviderStatus;
import dev.saldo.domain.pricing.ExchangeRates;
import dev.saldo.in.rest.problem.Reading;
import dev.saldo.in.rest.wire.StrictJson;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A whole catalogue on the wire: what is exported can be applied again. */
@Schema(
    name = "Catalog",
    description =
        "A whole catalogue: every row, in sections. A section that is left out is empty. Plans, "
            + "and price lists and cost lists in effect, never change and need not be repeated; "
            + "what is given without a version is the newest if it is the same, and else the "
            + "next.",
    requiredProperties = {"default_plan", "profiles", "plans"})
public record CatalogBody(
    @NotNull @Schema(description = "The plan of customers that are given none", examples = "free")
        String defaultPlan,
    @NotEmpty @Schema(description = "The kinds of user") List<@NotNull String> profiles,
    @Valid @Schema(description = "Names that users and customers are gathered under")
        @Nullable List<@NotNull CatalogGroup> groups,
    @Valid @Schema(description = "AI vendors") @Nullable List<@NotNull CatalogProvider> providers,
    @Valid @Schema(description = "What the product offers that uses AI")
        @Nullable List<@NotNull CatalogFeature> features,
    @Valid
        @Schema(
            description =
                "The parts that providers play in features; a feature's first one is for calls "
                    + "that name none")
        @Nullable List<@NotNull CatalogRole> roles,
    @NotEmpty @Valid @Schema(description = "What customers can be on")
        List<@NotNull CatalogPlan> plans,
    @Valid @Schema(description = "What plans allow: without a cell the answer is no")
        @Nullable List<@NotNull CatalogCell> matrix,
    @Valid @Schema(description = "What limits calls beside the matrix")
        @Nullable List<@NotNull CatalogLimit> limits,
    @Valid @Schema(description = "Exceptions to the matrix for users and groups, for a time")
        @Nullable List<@NotNull OverrideBody> overrides,
    @Valid @Schema(description = "What usage costs customers")
        @Nullable List<@NotNull CatalogPriceList> prices,
    @Valid @Schema(description = "What providers charge us")
        @Nullable List<@NotNull CatalogCostList> costs,
    @Valid @Schema(description = "What currencies are worth in one another")
        @Nullable List<@NotNull CatalogExchangeRate> exchangeRates,
    @Valid @Schema(description = "Credits that can be bought")
        @Nullable List<@NotNull PackBody> packs,
    @Valid @Schema(description = "What holds for the whole catalogue")
        @Nullable CatalogSettingsBody settings) {

  static CatalogBody from(CatalogDocument document) {
    FeatureMatrix matrix = document.matrix();
    return new CatalogBody(
        document.defaultPlan(),
        document.profiles(),
        written(matrix.groups(), CatalogGroup::from),
        written(matrix.providers(), CatalogProvider::from),
        written(matrix.features(), CatalogFeature::from),
        written(matrix.roles(), CatalogRole::from),
        written(document.plans(), CatalogPlan::from),
        written(matrix.cells(), CatalogCell::from),
        written(document.limits().rules(), CatalogLimit::from),
        written(matrix.overrides(), OverrideBody::from),
        written(document.prices().prices(), CatalogPriceList::from),
        written(document.prices().costs(), CatalogCostList::from),
        written(document.rates().rates(), CatalogExchangeRate::from),
        written(document.packs(), PackBody::from),
        CatalogSettingsBody.from(document.settings()));
  }

  /**
   * What is wanted.
   *
   * @param current what is there: a provider whose status is left out keeps its own
   * @throws dev.saldo.in.rest.problem.ProblemException if a row is wrong; it names the field
   * @throws dev.saldo.domain.InvalidValueException if rows do not hold together
   */
  CatalogProposal toProposal(Optional<CatalogDocument> current) {
    return new CatalogProposal(
        new FeatureMatrix(
            Rows.read(
                "providers",
                providers,
                (field, row) -> row.toProvider(field, status(current, row.slug()))),
            Rows.read("features", features, (field, row) -> row.toFeature(field)),
            Rows.read("roles", roles, (field, row) -> row.toRole(field)),
            Rows.read("matrix", matrix, (field, row) -> row.toCell(field)),
            Rows.read("groups", groups, (field, row) -> row.toGroup(field))),
        new LimitBook(Rows.read("limits", limits, (field, row) -> row.toRule(field))),
        Rows.read("plans", plans, (field, row) -> row.toPlan(field)),
        Rows.read("prices", prices, (field, row) -> row.toList(field)),
        Rows.read("costs", costs, (field, row) -> row.toList(field)),
        new ExchangeRates(
            Rows.read("exchange_rates", exchangeRates, (field, row) -> row.toRate(field))),
        Rows.read("packs", packs, (field, row) -> row.toPack(field)),
        Rows.read("profiles", profiles, (field, text) -> Reading.value(field, text, Slug::of)),
        defaultPlan,
        Rows.read("overrides", overrides, (field, row) -> row.toProposal(field)),
        settings == null ? CatalogSettings.NONE : settings.toSettings());
  }

  /** The same with other values of the members that an object has, by their names on the wire. */
  CatalogBody with(Object members) {
    ObjectNode document = StrictJson.MAPPER.valueToTree(this);
    document.setAll(StrictJson.MAPPER.<ObjectNode>valueToTree(members));
    try {
      return StrictJson.MAPPER.treeToValue(document, CatalogBody.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document is read as it was written", e);
    }
  }

  private static ProviderStatus status(Optional<CatalogDocument> current, String provider) {
    return current
        .flatMap(document -> document.matrix().provider(provider))
        .map(Provider::status)
        .orElse(ProviderStatus.ACTIVE);
  }

  private static <T, R> List<R> written(List<T> rows, Function<T, R> write) {
    return rows.stream().map(write).toList();
  }
}
