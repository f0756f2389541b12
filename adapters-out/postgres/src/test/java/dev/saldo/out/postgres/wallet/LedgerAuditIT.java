package dev.saldo.out.postgres.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.wallet.LedgerScript;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.out.postgres.Pool;
import dev.saldo.out.postgres.TestDatabase;
import dev.saldo.out.postgres.wallet.LedgerAudit.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The audit is silent about a sound ledger, and each of its checks finds what it is there for. */
final class LedgerAuditIT {
  private static final TestDatabase SERVER = TestDatabase.get();
  private static final String SOUND = "audited";
  private static final long SEED = 20261121;
  private static final int STEPS = Integer.getInteger("saldo.audit.steps", 3_000);
  private static final int MANY = 1_000_000;

  /** Superusers can do what constraints forbid; a broken disk could, too. */
  static final String WITHOUT_CONSTRAINTS =
      """
      do $$
      declare
        found record;
      begin
        for pass in 1..2 loop
          for found in
            select conrelid::regclass as name, conname from pg_constraint
            where contype = 'c' and coninhcount = 0
              and connamespace = 'public'::regnamespace and conrelid <> 0
          loop
            execute format('alter table %s drop constraint %I', found.name, found.conname);
          end loop;
        end loop;
      end
      $$
      """;

  /** Counters of the calls of a user to a provider in a feature. */
  private static final String OF_CALLS =
      "window_kind in (1, 2) and feature <> '' and provider <> '' and provider not like '%/%'"
          + " and user_key !~ '^[*#]'";

  /** Counters of limits beside the matrix that something was used of. */
  private static final String OF_LIMITS = "user_key = '*' and window_kind & 15 <> 7 and used > 0";

  /** Usage that had no hold and counts in its day, its month and a week. */
  private static final String OF_DIRECT_CALLS =
      "usage::jsonb ? 'direct' and (usage::jsonb #>> '{usage,calls}')::bigint > 0";

  /** A change that a check must find. */
  record Fault(String check, String change) {
    @Override
    public String toString() {
      return check + ": " + change;
    }
  }

  @BeforeAll
  static void liveARandomLife() throws SQLException {
    liveARandomLife(SOUND);
  }

  /** Makes a database with wallets 1 to 4 of tenant 1, to which a lot has happened. */
  static void liveARandomLife(String database) throws SQLException {
    SERVER.create(database);
    SERVER.migrations(database).run();
    execute(
        SERVER.source(database, "postgres", "postgres"),
        "select add_tenant('one', false), add_tenant('two', true)",
        "insert into catalog_current values (1, 1), (2, 1)",
        "select create_month('" + Samples.START + "'::date)");
    ManualClock clock = new ManualClock(Samples.START);
    PostgresLedger ledger =
        new PostgresLedger(
            Pool.of(SERVER.ledger(database)), clock, () -> false, _ -> Samples.START);
    LedgerScript script =
        new LedgerScript(SEED, LongStream.rangeClosed(1, 4).mapToObj(WalletId::new).toList());
    boolean pinned = false;
    for (int step = 0; step < STEPS || !pinned; step++) {
      switch (script.next(clock.instant())) {
        case LedgerScript.Step.Advance(var by) -> clock.advance(by);
        case LedgerScript.Step.Submit(var command) -> {
          Decision<?> decision = ledger.submit(command);
          script.answered(command, decision);
          pinned = isPinning(decision);
        }
      }
    }
    execute(
        SERVER.superuser(),
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '"
            + database
            + "'");
  }

  /** Whether it leaves an open hold with credits and calls, which is what some checks look at. */
  private static boolean isPinning(Decision<?> decision) {
    return decision instanceof Decision.Decided<?> decided
        && decided.outcome() instanceof AuthorizeOutcome.Held held
        && !held.hold().lines().isEmpty()
        && held.hold().calls() > 0;
  }

  @Test
  void findsNothingInASoundLedger() {
    assertThat(audit(SOUND).findings(MANY)).as("seed %d", SEED).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void findsWhatIsWrong(Fault fault) throws SQLException {
    String database = "audited_with_a_fault";
    execute(SERVER.superuser(), "create database " + database + " template " + SOUND);
    try {
      execute(SERVER.source(database, "postgres", "postgres"), WITHOUT_CONSTRAINTS, fault.change());
      assertThat(audit(database).findings(MANY)).extracting(Finding::check).contains(fault.check());
      assertThat(audit(database).findings(1)).hasSize(1);
    } finally {
      execute(SERVER.superuser(), "drop database " + database + " with (force)");
    }
  }

  @Test
  void isSeenToFailInEveryCheck() {
    assertThat(faults().map(Fault::check).collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(audit(SOUND).names());
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault("wallet_sums_to_zero", one("wallet", "true", "spent = spent + 1")),
        new Fault("grant_adds_up", one("credit_grant", "not scheduled", "expired = expired + 1")),
        new Fault(
            "wallet_is_its_grants",
            one("wallet", "true", "issued = issued + 1, voided = voided + 1")),
        new Fault("wallet_is_its_grants", "delete from wallet where wallet_id = 1"),
        new Fault(
            "wallet_is_its_entries",
            one("wallet", "true", "spent = spent - 1, expired = expired + 1")),
        new Fault("wallet_is_its_entries", "delete from wallet where wallet_id = 1"),
        new Fault(
            "grant_is_its_entries",
            one("credit_grant", "spent > 0", "spent = spent - 1, voided = voided + 1")),
        new Fault(
            "grant_is_its_entries", "delete from credit_grant where wallet_id = 1 and spent > 0"),
        new Fault("wallet_held_is_pinned", one("hold", "state = 'held'", "uncovered = 7")),
        new Fault("wallet_held_is_pinned", one("wallet", "true", "held = held + 1")),
        new Fault(
            "grant_held_is_pinned",
            one("hold", "state = 'held' and line_grants <> '{}'", "line_credits[1] = 1")),
        new Fault(
            "grant_held_is_pinned",
            one("hold", "state = 'held' and line_grants <> '{}'", "line_grants[1] = 1")),
        new Fault(
            "hold_is_its_entries",
            one("hold", "state = 'held' and line_grants <> '{}'", "state = 'released'")),
        new Fault("hold_is_its_entries", "delete from hold where state = 'settled'"),
        new Fault("counters_are_calls", one("counter", OF_CALLS, "used = used + 1")),
        new Fault(
            "counters_are_calls",
            one("counter", "reserved > 0 and " + OF_CALLS, "reserved = reserved - 1")),
        new Fault("counters_are_calls", "delete from counter where used > 0 and wallet_id = 1"),
        new Fault(
            "counters_are_calls",
            one(
                "counter",
                "used > 0 and " + OF_CALLS,
                "window_start = window_start + interval '1 hour'")),
        new Fault("counters_are_what_limits_count", one("counter", OF_LIMITS, "used = used + 1")),
        new Fault(
            "counters_are_what_limits_count",
            one("counter", OF_LIMITS, "window_kind = window_kind # 48")),
        new Fault("counters_are_what_limits_count", "delete from counter where " + OF_LIMITS),
        new Fault("wallet_is_not_negative", one("wallet", "true", "reserved_debt = -1")),
        new Fault("grant_is_not_negative", one("credit_grant", "true", "frozen = -1")),
        new Fault("entry_is_not_negative", one("entry", "true", "held_after = -1")),
        new Fault("counter_is_not_negative", one("counter", "true", "used = -1")),
        new Fault(
            "debt_is_within_its_limit",
            "delete from hold where wallet_id = 1; "
                + "delete from operation where wallet_id = 1 and num_nonnulls(decision, usage) > 0;"
                + " update wallet set debt = debt_limit + 1, cycle_plans = array[plan]"
                + " where wallet_id = 1"),
        new Fault(
            "run_has_its_children",
            one("hold", "parent is not null", "expires_at = expires_at + interval '100 days'")),
        new Fault(
            "debt_stands_alone",
            "update wallet set debt = debt + 1; update credit_grant set available = 1,"
                + " source = 'purchase', scope_features = '{}', scope_models = '{}'"),
        new Fault(
            "hold_ends_once",
            one("hold", "state = 'settled'", "end_content = null, end_answer = null")),
        new Fault("hold_ends_once", one("hold", "state = 'settled'", "state = 'released'")),
        new Fault("hold_ends_in_time", one("hold", "state = 'held'", "expires_at = '2000-01-01'")),
        new Fault(
            "hold_ends_once",
            "delete from operation where wallet_id = 1 and not (usage::jsonb ->> 'late')::boolean"),
        new Fault(
            "charged_is_its_entries",
            one(
                "operation",
                "usage is not null",
                "usage = jsonb_set(usage::jsonb, '{charged}', '999999999')::text")),
        new Fault(
            "charged_is_its_entries",
            one(
                "operation",
                "usage::jsonb ? 'direct'",
                "usage = jsonb_set(usage::jsonb, '{charged}', '999999999')::text")),
        new Fault("charged_is_its_entries", "delete from operation where usage::jsonb ? 'direct'"),
        new Fault("counters_are_calls", one("operation", OF_DIRECT_CALLS, withoutCounter(0))),
        new Fault(
            "counters_are_what_limits_count", one("operation", OF_DIRECT_CALLS, withoutCounter(2))),
        new Fault("days_are_their_usage", one("usage_daily", "true", "calls = calls + 1")),
        new Fault("days_are_their_usage", "delete from usage_daily where wallet_id = 1"),
        new Fault("days_are_their_usage", one("usage_daily", "true", "input_tokens = -1")),
        new Fault(
            "days_are_their_usage", one("usage_daily", "true", "audio_output_tokens = 1000000")),
        new Fault(
            "days_are_their_usage",
            one(
                "operation",
                "usage is not null",
                "usage = jsonb_set(usage::jsonb, '{usage,tokens,reasoning}', '999999')::text")),
        new Fault(
            "units_are_their_usage", one("usage_unit_daily", "true", "quantity = quantity + 1")),
        new Fault("units_are_their_usage", "delete from usage_unit_daily where wallet_id = 1"),
        new Fault(
            "units_are_their_usage",
            one(
                "operation",
                "usage is not null",
                "usage = jsonb_set(usage::jsonb, '{usage,units}', '{\"image\": 3}')::text")),
        new Fault(
            "key_has_one_effect",
            "insert into operation select wallet_id, -1, recorded_at + interval '9 days',"
                + " tenant_id, operation, key, content, hold_number, answer from operation where"
                + " key is not null limit 1"),
        new Fault("sequence_has_no_gap", "delete from entry where wallet_id = 1 and sequence = 2"),
        new Fault(
            "balances_chain",
            one("entry", "sequence = 5", "available_after = available_after + 1")),
        new Fault("balances_chain", one("entry", "sequence = 5", "amount = amount + 1")),
        new Fault("wallet_ends_its_chain", one("wallet", "true", "sequence = sequence + 1")),
        new Fault("wallet_ends_its_chain", one("wallet", "true", "last_hash = sha256('')")),
        new Fault("wallet_ends_its_chain", "delete from wallet where wallet_id = 1"),
        new Fault("postings_sum_to_zero", one("entry", "kind = 1", "to_account = 7")),
        new Fault("postings_sum_to_zero", one("entry", "kind = 3", "grant_number = null")),
        new Fault("rows_are_of_one_tenant", one("entry", "sequence = 3", "tenant_id = 7")),
        new Fault("rows_are_of_one_tenant", one("usage_daily", "true", "tenant_id = 7")),
        new Fault("rows_are_of_one_tenant", one("operation", "usage is null", "tenant_id = 7")),
        new Fault("cannot_be_read", one("hold", "state = 'held'", "detail = 'no document'")),
        new Fault("cannot_be_read", one("operation", "usage is not null", "usage = '{'")),
        new Fault("hashes_chain", one("entry", "sequence = 3", "actor = 'somebody'")),
        new Fault("hashes_chain", one("entry", "sequence = 3", "amount = -amount")),
        new Fault("hashes_chain", one("entry", "sequence = 3", "hash = sha256('')")),
        new Fault("hashes_chain", one("entry", "sequence = 3", "hash = '\\x00'")));
  }

  private static String withoutCounter(int place) {
    return "usage = (usage::jsonb #- '{direct,counted,%d}')::text".formatted(place);
  }

  /** Changes one row. */
  static String one(String table, String which, String change) {
    return "update %1$s set %3$s where (tableoid, ctid) in (select tableoid, ctid from %1$s where"
        .concat(" %2$s limit 1)")
        .formatted(table, which, change);
  }

  private static LedgerAudit audit(String database) {
    return new LedgerAudit(SERVER.source(database, "saldo_owner", "owner"));
  }

  static void execute(DataSource source, String... statements) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String text : List.of(statements)) {
        statement.execute(text);
      }
    }
  }
}
