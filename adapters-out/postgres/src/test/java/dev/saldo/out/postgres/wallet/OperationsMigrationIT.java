package dev.saldo.out.postgres.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.pricing.TokenClass;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.UsageRecord;
import dev.saldo.out.postgres.Json;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TestDatabase;
import dev.saldo.out.postgres.wallet.LedgerJson.DecisionDetail;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What version 1 of the schema kept in three tables is read from the one that took their place. */
class OperationsMigrationIT {
  private static final TestDatabase DATABASE = TestDatabase.get();
  private static final String NAME = "migrated_operations";

  private static final String ROWS =
      """
      insert into decision
      values (7, 41, now(), 1, '2026-11-10T15:00:01.234567Z', 'no_route', 'ana', 'diary', 3, 'free',
        2, '{"call": {"feature": "diary", "groups": [], "metadata": {}, "profile": "user"},
          "estimate": {"kind": "credits", "credits": 5}, "routes": [], "counters": [],
          "allow_fallback": true, "standing": {"available": 1, "held": 0, "posted": 1, "debt": 0,
          "zone": "UTC"}}');
      insert into usage_record
      values (7, 42, now(), 1, 40, '2026-11-10T15:00:02Z', '2026-11-10', null, 'diary', null,
        'openai', 'gpt-4o-mini', 'analysis', 1, 1300, 20, 0, 0, 0, 0, 0, '{"pages": 2}', 9, 8, 1,
        0.000195, 'USD', 'free', 2, 3, 4, true, 'provider_final', false, '{"run": "a"}');
      insert into command_key
      values (7, 'authorize', 'k1', now(), 1, decode(repeat('ab', 32), 'hex'), ?::jsonb)
      """;

  @Test
  void keepsDecisionsUsageAndKeys() throws SQLException, IOException {
    EarlierSchema.create(NAME, 1);
    try (Connection owner = DATABASE.source(NAME, "saldo_owner", "owner").getConnection()) {
      Sql.of(ROWS, held()).update(owner);
      assertThat(DATABASE.migrations(NAME).run()).isEqualTo("13");

      DecisionDetail decision =
          Sql.of("select decision from operation where number = 41")
              .first(owner, row -> OperationRow.decision(row.getString(1)))
              .orElseThrow();
      assertThat(decision.outcome()).isEqualTo("no_route");
      assertThat(decision.at()).isEqualTo("2026-11-10T15:00:01.234567Z");
      assertThat(decision.catalogVersion()).isEqualTo(3);
      assertThat(decision.call().orElseThrow().feature()).isEqualTo("diary");
      assertThat(decision.taken()).isEmpty();

      UsageRecord usage =
          Sql.of("select usage from operation where number = 42")
              .first(
                  owner, row -> Json.read(LedgerJson.MAPPER, row.getString(1), UsageRecord.class))
              .orElseThrow();
      assertThat(usage.hold()).hasValue(40);
      assertThat(usage.user()).isEmpty();
      assertThat(usage.usage().tokens(TokenClass.INPUT)).isEqualTo(1300);
      assertThat(usage.usage().units()).isEqualTo(Map.of("pages", 2L));
      assertThat(usage.cost().orElseThrow().plainAmount()).isEqualTo("0.000195");
      assertThat(usage.metadata()).isEqualTo(Map.of("run", "a"));
      assertThat(
              Sql.of("select * from usage_record")
                  .list(owner, row -> row.getString("model") + row.getLong("input_tokens")))
          .containsExactly("gpt-4o-mini1300");

      assertThat(
              Sql.of("select answer from operation where key = 'k1' and operation = 'authorize'")
                  .list(owner, row -> AnswerCodec.read(row.getString(1))))
          .singleElement()
          .isInstanceOf(AuthorizeOutcome.Held.class);
    }
  }

  private static String held() throws IOException {
    try (InputStream file =
        OperationsMigrationIT.class.getResourceAsStream("/stored/held_of_version_1.json")) {
      assertThat(file).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
