package dev.saldo.in.rest.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.saldo.application.catalog.StarterCatalog;
import dev.saldo.domain.Credits;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogProposal;
import dev.saldo.domain.catalog.ProposedOverride.Author;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.matrix.SignOff;
import dev.saldo.domain.plan.CycleKind;
import dev.saldo.domain.plan.PaymentPeriod;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.plan.Rollover;
import dev.saldo.domain.pricing.TokenUsage;
import dev.saldo.in.rest.catalog.CatalogChangeBody.ChangeBody;
import dev.saldo.in.rest.problem.FieldFault;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.wire.StrictJson;
import dev.saldo.in.rest.wire.StrictYaml;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogBodyTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private static final Author AUTHOR = new Author("key_one", NOW);

  private static final String SMALL =
      """
      default_plan: free
      profiles: [user]
      providers:
        - slug: openai
          key_variable: OPENAI_API_KEY
      features:
        - slug: chat
          category: chat
          typical: {input_tokens: 900, output_tokens: 300}
      roles:
        - {feature: chat, provider: openai, role: generation}
      plans:
        - {slug: free, allowance: 50}
      matrix:
        - {plan: free, profile: user, feature: chat, model: openai/gpt-4o-mini, daily_limit: 10}
      prices:
        - rows:
            - components:
                - {kind: per_token_block, tokens: 1000, credits: 2.5}
              rounding: up_to_micro
      costs:
        - effective_from: 2026-01-01T00:00:00Z
          rows:
            - model: openai/gpt-4o-mini
              per_million: {input: 0.15, output: 0.60}
              currency: USD
      packs:
        - {slug: start, name: Start, credits: 100, price: {amount: 39.70, currency: BRL}}
      """;

  private static final String OVERRIDES =
      """
      overrides:
        - {slug: more, group: beta, feature: chat, provider: openai, effect: add, role: generation, weight: 0.8, model: openai/gpt-4o, daily_limit: 10, reason: promotion}
        - {slug: many, group: beta, feature: chat, provider: openai, plan: free, effect: replace, daily_limit: 51, effective_from: 2025-11-24T00:00:00-03:00, effective_to: 2025-12-01T00:00:00-03:00, reason: promotion}
        - {slug: none, customer: school, user: ana, feature: chat, profile: user, provider: openai, effect: exclude, origin: exclusive, reason: asked for}
      settings:
        approval_over_daily_calls: 50
        auto_create_customers: free
      """;

  private static final String SMALL_WITH_GROUP =
      SMALL.replace("profiles: [user]\n", "profiles: [user]\ngroups: [{slug: beta}]\n");

  private static final String WITH_OVERRIDES = SMALL_WITH_GROUP + OVERRIDES;

  private final CatalogDocument starter = StarterCatalog.document(false);

  @Test
  void givesBackTheStarterCatalogueFromItsOwnExport() throws Exception {
    for (ObjectMapper format : List.of(StrictJson.MAPPER, StrictYaml.MAPPER)) {
      String exported = format.writeValueAsString(CatalogBody.from(starter));

      CatalogDocument applied = read(format, exported).after(Optional.of(starter), AUTHOR);

      assertThat(applied).isEqualTo(starter);
      assertThat(CatalogDiff.between(starter, applied)).isEmpty();
    }
  }

  @Test
  void readsYamlAsPeopleWriteIt() throws Exception {
    CatalogDocument document = read(StrictYaml.MAPPER, SMALL).after(Optional.empty(), AUTHOR);

    assertThat(document.plan("free").orElseThrow().terms().allowance()).isEqualTo(Credits.of(50));
    assertThat(document.matrix().cells())
        .singleElement()
        .satisfies(
            cell -> {
              assertThat(cell.dailyCalls()).contains(10L);
              assertThat(cell.monthlyCalls()).isEmpty();
            });
    assertThat(
            document
                .prices()
                .pricesAt(NOW)
                .rows()
                .getFirst()
                .price()
                .rate(TokenUsage.ofTokens(1_000, 1))
                .credits())
        .isEqualTo(Credits.of(5));
    assertThat(document.prices().costsAt(NOW).orElseThrow().rows().getFirst().microsPerMillion())
        .containsValue(150_000L)
        .containsValue(600_000L);
  }

  @Test
  void readsHowTheCyclesOfAPlanRun() throws Exception {
    String yearly =
        "{slug: free, allowance: 50, cycle: anniversary_month, payment_months: 12, rollover: {cap:"
            + " 20, valid_cycles: 2}}";
    CatalogDocument plain = read(StrictYaml.MAPPER, SMALL).after(Optional.empty(), AUTHOR);
    String changed = SMALL.replace("{slug: free, allowance: 50}", yearly);

    CatalogDocument document = read(StrictYaml.MAPPER, changed).after(Optional.of(plain), AUTHOR);

    Plan before = plain.plan("free", 1).orElseThrow();
    assertThat(before.terms().cycle()).isEqualTo(CycleKind.CALENDAR_MONTH);
    assertThat(before.terms().rollover()).isEmpty();
    assertThat(before.paymentPeriod()).isEqualTo(PaymentPeriod.MONTH);
    Plan after = document.plan("free", 2).orElseThrow();
    assertThat(after.terms().cycle()).isEqualTo(CycleKind.ANNIVERSARY_MONTH);
    assertThat(after.terms().rollover()).contains(Rollover.forCycles(Credits.of(20), 2));
    assertThat(after.paymentPeriod()).isEqualTo(new PaymentPeriod(12));
    String exported = StrictYaml.MAPPER.writeValueAsString(CatalogBody.from(document));
    assertThat(read(StrictYaml.MAPPER, exported).after(Optional.of(document), AUTHOR))
        .isEqualTo(document);
  }

  @Test
  void namesWhatIsDifferent() throws Exception {
    CatalogDocument before = read(StrictYaml.MAPPER, SMALL).after(Optional.empty(), AUTHOR);
    String changed =
        SMALL
            .replace("allowance: 50", "allowance: 60")
            .replace("daily_limit: 10", "daily_limit: 12")
            .replace("profiles: [user]", "profiles: [user, admin]")
            .replaceAll("(?s)packs:.*", "");

    List<ChangeBody> changes =
        CatalogDiff.between(
            before, read(StrictYaml.MAPPER, changed).after(Optional.of(before), AUTHOR));

    assertThat(changes)
        .extracting(change -> change.change() + " " + change.kind() + " " + change.name())
        .containsExactly(
            "added profile admin",
            "added plan free/2",
            "changed matrix_cell free/user/chat/openai",
            "removed pack start");
    assertThat(changes.get(2).before().toString()).contains("\"daily_limit\":10");
    assertThat(changes.get(2).after().toString()).contains("\"daily_limit\":12");
  }

  @Test
  void readsOverridesAndSettingsAndGivesThemBack() throws Exception {
    CatalogDocument document =
        read(StrictYaml.MAPPER, WITH_OVERRIDES).after(Optional.empty(), AUTHOR);

    assertThat(document.settings().approvalOverDailyCalls()).contains(50L);
    assertThat(document.settings().autoCreateCustomers()).contains("free");
    assertThat(document.matrix().overrides())
        .extracting(MatrixOverride::slug, row -> row.signOff().status())
        .containsExactly(
            tuple("more", SignOff.Status.APPROVED),
            tuple("many", SignOff.Status.PENDING_APPROVAL),
            tuple("none", SignOff.Status.APPROVED));
    assertThat(document.matrix().overrides().getFirst().effectiveFrom()).isEqualTo(NOW);
    Author later = new Author("key_two", NOW.plusSeconds(9));
    for (ObjectMapper format : List.of(StrictJson.MAPPER, StrictYaml.MAPPER)) {
      String exported = format.writeValueAsString(CatalogBody.from(document));
      assertThat(read(format, exported).after(Optional.of(document), later)).isEqualTo(document);
    }
    assertThat(read(StrictYaml.MAPPER, WITH_OVERRIDES).after(Optional.of(document), later))
        .isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gold", "", "Free"})
  void namesTheSettingWhosePlanIsUnknown(String plan) throws Exception {
    CatalogBody document = body(SMALL + "settings: {auto_create_customers: \"" + plan + "\"}\n");
    Supplier<CatalogDocument> applied =
        () -> document.toProposal(Optional.empty()).after(Optional.empty(), AUTHOR);

    ProblemException inDocument =
        catchThrowableOfType(
            ProblemException.class, () -> CatalogFaults.inDocument(document, applied));
    ProblemException inSettings =
        catchThrowableOfType(
            ProblemException.class,
            () -> CatalogFaults.inRow(CatalogSection.DEFAULT_PLAN, "", applied));

    assertThat(inDocument.problem().errors())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.field()).isEqualTo("settings.auto_create_customers");
              assertThat(fault.text())
                  .isEqualTo("auto_create_customers names an unknown plan: " + plan);
            });
    assertThat(inSettings.problem().errors())
        .extracting(FieldFault::field)
        .containsExactly("auto_create_customers");
  }

  @Test
  void namesOverridesAndSettingsThatAreDifferent() throws Exception {
    CatalogDocument small = read(StrictYaml.MAPPER, SMALL).after(Optional.empty(), AUTHOR);
    CatalogDocument more =
        read(StrictYaml.MAPPER, SMALL_WITH_GROUP + OVERRIDES).after(Optional.of(small), AUTHOR);

    assertThat(CatalogDiff.between(small, more))
        .extracting(change -> change.change() + " " + change.kind() + " " + change.name())
        .containsExactly(
            "added group beta",
            "added override more",
            "added override many",
            "added override none",
            "added settings ");
    assertThat(CatalogDiff.between(more, small))
        .extracting(ChangeBody::change)
        .containsOnly("removed");
  }

  @Test
  void takesApprovalFromNoDocument() throws Exception {
    CatalogDocument before =
        read(StrictYaml.MAPPER, WITH_OVERRIDES).after(Optional.empty(), AUTHOR);
    String approved =
        WITH_OVERRIDES.replace("daily_limit: 51,", "daily_limit: 51, status: approved,");
    String unguarded =
        approved.replace("approval_over_daily_calls: 50", "approval_over_daily_calls: 90");

    for (String document : List.of(approved, unguarded)) {
      CatalogDocument after = read(StrictYaml.MAPPER, document).after(Optional.of(before), AUTHOR);
      assertThat(after.matrix().override("many").orElseThrow().isApproved()).isFalse();
    }
    String raised = unguarded.replace("daily_limit: 51,", "daily_limit: 60,");
    assertThat(
            read(StrictYaml.MAPPER, raised)
                .after(Optional.of(before), AUTHOR)
                .matrix()
                .override("many")
                .orElseThrow()
                .isApproved())
        .as("by the settings before")
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          role: generation, | | overrides[0].role | needed_to_add
          weight: 0.8, | | overrides[0].weight | needed_to_add
          model: openai/gpt-4o, | | overrides[0].model | needed_to_add
          effect: add | effect: give | overrides[0].effect | add, replace, exclude
          weight: 0.8, | weight: -1, | overrides[0].weight | decimal
          model: openai/gpt-4o, | model: other/gpt-4o, | '' | the model must be one of provider openai
          reason: promotion | reason: promotion, origin: standard | '' | promo or exclusive
          2025-12-01T00:00:00-03:00 | 2025-11-01T00:00:00-03:00 | '' | must end after it begins
          effect: exclude, | effect: exclude, model: openai/x, | overrides[2].model | not_with_effect
          effect: exclude, | effect: replace, | overrides[2] | must replace
          effect: exclude, | effect: replace, role: voting, | overrides[2].role | not_with_effect
          user: ana, | | overrides[2] | named together
          group: beta, feature: chat | feature: chat | overrides[0] | must name a user or a group
          group: beta, feature: chat | group: vip, feature: chat | overrides[0].group | override more names an unknown group: vip
          group: beta, feature: chat | group: beta, feature: talk | overrides[0].feature | override more names an unknown feature: talk
          provider: openai, effect: exclude | provider: other, effect: exclude | overrides[2].provider | override none names an unknown provider
          plan: free, effect: replace | plan: gold, effect: replace | overrides[1].plan | override many names an unknown plan: gold
          profile: user, provider | profile: boss, provider | overrides[2].profile | override none names an unknown profile: boss
          slug: many | slug: more | overrides[1].slug | two rows for override more
          """)
  void namesTheOverrideThatIsWrong(String right, String wrong, String field, String words) {
    assertThat(WITH_OVERRIDES).contains(right);
    String document = WITH_OVERRIDES.replaceFirst(Pattern.quote(right), wrong == null ? "" : wrong);

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                CatalogFaults.inDocument(
                    body(document),
                    () ->
                        body(document)
                            .toProposal(Optional.empty())
                            .after(Optional.empty(), AUTHOR)));

    assertThat(refused).isNotNull();
    FieldFault fault = refused.problem().errors().getFirst();
    assertThat(fault.field()).isEqualTo(field);
    assertThat(words(fault) + fault.rule()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          allowance: 50 | allowance: fifty | plans[0].allowance | decimal
          allowance: 50 | allowance: 50, cycle: weekly | plans[0].cycle | values
          allowance: 50 | allowance: 50, rollover: {cap: many, valid_days: 1} | plans[0].rollover.cap | decimal
          allowance: 50 | allowance: 50, rollover: {cap: 0, valid_days: 1} | plans[0].rollover | more than 0
          allowance: 50 | allowance: 50, rollover: {cap: 5} | plans[0].rollover | either valid_cycles or valid_days
          allowance: 50 | allowance: 50, payment_months: 40 | plans[0] | payment_months must be 1 to 36
          category: chat | category: talk | features[0].category | values
          model: openai/gpt-4o-mini, | model: gpt-4o-mini, | matrix[0].model | provider
          credits: 2.5 | tokens: 5 | prices[0].rows[0].components[0] |
          kind: per_token_block | kind: per_page | prices[0].rows[0].components[0] | per_unit
          input: 0.15 | inptu: 0.15 | costs[0].rows[0].per_million.inptu | class
          plan: free, profile | plan: gold, profile | matrix[0].plan | matrix cell gold/user/chat/openai
          default_plan: free | default_plan: gold | default_plan | the default plan names an unknown plan
          slug: openai | slug: Open AI | providers[0].slug | lower-case
          slug: chat | slug: Chat | features[0].slug | lower-case
          slug: free | slug: Free | plans[0].slug | lower-case
          slug: start | slug: Start! | packs[0].slug | lower-case
          role: generation | role: Talk | roles[0].role | lower-case
          profile: user | profile: User | matrix[0].profile | lower-case
          """)
  void namesTheRowThatIsWrong(String right, String wrong, String field, String words)
      throws Exception {
    String broken = SMALL.replace(right, wrong).replace("credits: 2.5, tokens: 5", "tokens: 5");
    if (wrong.equals("tokens: 5")) {
      broken = SMALL.replace(", credits: 2.5", "");
    }
    String document = broken;

    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                CatalogFaults.inDocument(
                    body(document),
                    () ->
                        body(document)
                            .toProposal(Optional.empty())
                            .after(Optional.empty(), AUTHOR)));

    assertThat(refused).isNotNull();
    assertThat(refused.problem().errors())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.field()).isEqualTo(field);
              assertThat(words(fault)).contains(words == null ? "" : words);
            });
  }

  @Test
  void keepsTheStatusOfAProviderThatSaysNone() throws Exception {
    CatalogDocument before =
        read(StrictYaml.MAPPER, SMALL.replace("slug: openai", "slug: openai\n    status: disabled"))
            .after(Optional.empty(), AUTHOR);

    CatalogDocument after =
        body(SMALL).toProposal(Optional.of(before)).after(Optional.of(before), AUTHOR);

    assertThat(after).isEqualTo(before);
  }

  @Test
  void writesADraftWithoutNumberAndTime() throws Exception {
    String drafted = SMALL.replace("costs:", "  - draft: true\n    rows: []\ncosts:");
    CatalogDocument document = read(StrictYaml.MAPPER, drafted).after(Optional.empty(), AUTHOR);

    assertThat(document.prices().prices().getLast().isDraft()).isTrue();
    assertThat(CatalogBody.from(document).prices().getLast())
        .isEqualTo(new CatalogPriceList(null, null, true, List.of()));
    assertThat(CatalogSection.PRICES.indexOf(CatalogBody.from(document), "draft")).isEqualTo(1);
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                read(
                    StrictYaml.MAPPER,
                    drafted.replace("draft: true", "draft: true\n    version: 2")));
    assertThat(refused.problem().errors())
        .extracting(FieldFault::field)
        .containsExactly("prices[1].version");
  }

  private static String words(FieldFault fault) {
    return fault.text() + fault.values();
  }

  private static CatalogBody body(String yaml) {
    try {
      return StrictYaml.MAPPER.readValue(yaml, CatalogBody.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CatalogProposal read(ObjectMapper format, String text)
      throws JsonProcessingException {
    return format.readValue(text, CatalogBody.class).toProposal(Optional.empty());
  }
}
