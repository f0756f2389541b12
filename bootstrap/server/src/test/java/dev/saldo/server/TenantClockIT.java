package dev.saldo.server;

import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.audit.Author;
import dev.saldo.client.ApiException;
import dev.saldo.client.api.ApiKeysApi;
import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.DecisionsApi;
import dev.saldo.client.api.TestClockApi;
import dev.saldo.client.api.WalletsApi;
import dev.saldo.client.model.ApiKeyRequest;
import dev.saldo.client.model.Authorization;
import dev.saldo.client.model.AuthorizationRequest;
import dev.saldo.client.model.CustomerRequest;
import dev.saldo.client.model.Entry;
import dev.saldo.client.model.Grant;
import dev.saldo.client.model.SettlementRequest;
import dev.saldo.client.model.TestClock;
import dev.saldo.client.model.TestClockRequest;
import dev.saldo.client.model.TokenUsage;
import dev.saldo.domain.TenantId;
import dev.saldo.out.postgres.Sql;
import dev.saldo.out.postgres.TenantWork;
import dev.saldo.out.postgres.identity.PostgresTenants;
import dev.saldo.out.postgres.identity.PostgresTestClocks;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Test tenants whose time is moved, in the server as it runs. */
@ExtendWith(ArquillianExtension.class)
class TenantClockIT {
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  /** Noon of a tenth, next month or the one after. */
  private final ZonedDateTime tenth =
      YearMonth.now(SAO_PAULO).plusMonths(1).atDay(10).atTime(12, 0).atZone(SAO_PAULO);

  private final String slug = "clock-" + UUID.randomUUID();
  private final String key = Deployed.newTenant(slug, true, false);
  private final TestClockApi clock = new TestClockApi(Deployed.client(key));
  private final CustomersApi customers = new CustomersApi(Deployed.client(key));
  private final DecisionsApi decisions = new DecisionsApi(Deployed.client(key));
  private final WalletsApi wallets = new WalletsApi(Deployed.client(key));

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void runsOnRealTimeUntilItIsMovedAndStandsStillFromThen() throws Exception {
    TestClock real = clock.getTestClock();
    assertThat(real.getFrozen()).isFalse();
    assertThat(real.getNow())
        .isBetween(OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1), later());

    TestClock moved = at(tenth);

    assertThat(moved.getFrozen()).isTrue();
    assertThat(clock.getTestClock()).isEqualTo(moved);
    assertThat(moved.getNow().toInstant()).isEqualTo(tenth.toInstant());
    assertThat(advance("P1D").getNow().toInstant()).isEqualTo(tenth.plusDays(1).toInstant());
  }

  @Test
  void expiresHoldsAndFreesWhatTheyReserved() throws Exception {
    at(tenth);
    customer("school");
    Authorization held = authorize("school");
    authorize("school");
    authorize("school");
    assertThat(refusal("school")).contains("\"code\":\"daily_limit\"");
    assertThat(wallets.getWallet("school", null).getAvailable()).isEqualTo("91");

    advance("PT14M59S");
    assertThat(refusal("school")).contains("\"code\":\"daily_limit\"");
    advance("PT1S");

    assertThat(decisions.getAuthorization(held.getId()).getState())
        .isEqualTo(Authorization.StateEnum.EXPIRED);
    assertThat(wallets.getWallet("school", null).getAvailable()).isEqualTo("100");
    assertThat(authorize("school").getExpiresAt().toInstant())
        .isEqualTo(tenth.plusMinutes(30).toInstant());
    assertThat(wallets.listEntries("school", null, null, null, null).getData())
        .filteredOn(entry -> "return".equals(entry.getKind()))
        .hasSize(3)
        .extracting(Entry::getCreatedAt)
        .allMatch(time -> time.toInstant().equals(tenth.plusMinutes(15).toInstant()));
  }

  @Test
  void turnsTheDayAtLocalMidnight() throws Exception {
    at(tenth);
    customer("school");
    for (int call = 1; call <= 3; call++) {
      use("school");
    }
    assertThat(refusal("school")).contains("\"code\":\"daily_limit\"");

    at(tenth.plusHours(12).minusNanos(1_000));
    assertThat(refusal("school")).contains("\"code\":\"daily_limit\"");
    at(tenth.plusHours(12));

    assertThat(use("school")).isEqualTo("3");
    assertThat(wallets.getWallet("school", null).getAvailable()).isEqualTo("88");
  }

  @Test
  void renewsTheAllowanceOfEveryMonthThatIsPassed() throws Exception {
    at(tenth);
    customer("school");
    use("school");

    at(tenth.plusMonths(3));

    assertThat(wallets.getWallet("school", null).getAvailable()).isEqualTo("100");
    assertThat(use("school")).isEqualTo("3");
    assertThat(wallets.getWallet("school", null).getAvailable()).isEqualTo("97");
    ZonedDateTime first = tenth.withDayOfMonth(1).toLocalDate().atStartOfDay(SAO_PAULO);
    assertThat(wallets.listGrants("school", null, null, null, null).getData())
        .extracting(Grant::getEffectiveAt)
        .extracting(OffsetDateTime::toInstant)
        .containsExactly(
            first.plusMonths(3).toInstant(),
            first.plusMonths(2).toInstant(),
            first.plusMonths(1).toInstant(),
            tenth.toInstant());
  }

  @Test
  void isTheSameForEveryInstance() throws Exception {
    at(tenth);
    customer("school");
    TenantWork another = new TenantWork(Deployed.database());
    PostgresTestClocks elsewhere = new PostgresTestClocks(another);
    TenantId tenant = new PostgresTenants(another).find(slug).orElseThrow().id();
    Instant stands = elsewhere.find(tenant).orElseThrow();
    assertThat(stands).isEqualTo(tenth.toInstant());

    elsewhere.move(
        tenant,
        Optional.of(stands),
        tenth.plusMonths(1).toInstant(),
        Optional.empty(),
        new AuditNote(Author.COMMAND_LINE, List.of()));

    assertThat(clock.getTestClock().getNow().toInstant())
        .isEqualTo(tenth.plusMonths(1).toInstant());
    assertThat(authorize("school").getCreatedAt().toInstant())
        .isEqualTo(tenth.plusMonths(1).toInstant());
  }

  @Test
  void movesNobodyElsesTime() throws Exception {
    String neighbour = Deployed.newTenant("neighbour-" + UUID.randomUUID(), true, false);
    at(tenth);

    TestClock theirs = new TestClockApi(Deployed.client(neighbour)).getTestClock();
    assertThat(theirs.getFrozen()).isFalse();
    assertThat(theirs.getNow()).isBefore(later());
    new CustomersApi(Deployed.client(neighbour)).putCustomer("school", new CustomerRequest(), null);
    Authorization held =
        new DecisionsApi(Deployed.client(neighbour)).authorizeCall(call("school"), null);
    assertThat(held.getCreatedAt()).isBefore(later());
  }

  @Test
  void neverGoesBack() throws Exception {
    at(tenth);

    HttpResponse<String> refused = move("{\"at\":\"" + tenth.minusSeconds(1).toInstant() + "\"}");

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body())
        .contains("\"code\":\"clock_backwards\"", "\"now\":\"" + tenth.toInstant());
    assertThat(clock.getTestClock().getNow().toInstant()).isEqualTo(tenth.toInstant());
  }

  @Test
  void refusesWhatIsNoMove() throws Exception {
    assertThat(move("{}").body()).contains("at_or_advance");
    assertThat(move("{\"at\":\"2026-12-01T00:00:00Z\",\"advance\":\"P1D\"}").body())
        .contains("at_or_advance");
    assertThat(move("{\"advance\":\"P1M\"}").body()).contains("\"field\":\"advance\"");
    assertThat(move("{\"advance\":\"-P1D\"}").body()).contains("\"field\":\"advance\"");
    assertThat(move("{\"advance\":\"P367D\"}").body()).contains("clock_step", "advance");
    assertThat(move("{\"at\":\"2199-01-01T00:00:00Z\"}").body()).contains("clock_step", "at");
    assertThat(clock.getTestClock().getFrozen()).isFalse();
  }

  @Test
  void movesOnceForAnIdempotencyKey() throws Exception {
    at(tenth);
    TestClockRequest day = new TestClockRequest().advance("P1D");
    assertThat(clock.moveTestClock(day, "r-1", null))
        .isEqualTo(clock.moveTestClock(day, "r-1", null));
    assertThat(clock.getTestClock().getNow().toInstant()).isEqualTo(tenth.plusDays(1).toInstant());
    HttpResponse<String> reused =
        send(
            request("/v1/test-clock")
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "r-1")
                .POST(BodyPublishers.ofString("{\"advance\":\"P2D\"}")));
    assertThat(reused.statusCode()).isEqualTo(422);
  }

  @Test
  void isNotForLiveTenants() throws Exception {
    HttpResponse<String> read = send(Deployed.adminRequest("/v1/test-clock"));
    HttpResponse<String> moved =
        send(
            Deployed.adminRequest("/v1/test-clock")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"advance\":\"P1D\"}")));

    assertThat(List.of(read.statusCode(), moved.statusCode())).containsOnly(404);
    assertThat(read.body()).contains("\"code\":\"test_clock_unknown\"");
    assertThat(moved.body()).contains("\"code\":\"test_clock_unknown\"");
  }

  @Test
  void isMovedByAdministratorsOnly() throws Exception {
    String reader =
        new ApiKeysApi(Deployed.client(key))
            .createApiKey(
                new ApiKeyRequest().name("reader").scopes(List.of("read", "decide", "catalog")),
                null,
                null)
            .getSecret();
    TestClockApi reading = new TestClockApi(Deployed.client(reader));
    assertThat(reading.getTestClock().getFrozen()).isFalse();

    HttpResponse<String> refused =
        send(
            request("/v1/test-clock")
                .header("Authorization", "Bearer " + reader)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"advance\":\"P1D\"}")));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("\"code\":\"scope_missing\"");
    assertThat(clock.getTestClock().getFrozen()).isFalse();
  }

  /** A key that was made when the tenant's clock stood in the future lives by the real time. */
  @Test
  void leavesTheExpiryOfKeysOnRealTime() throws Exception {
    String secret =
        new ApiKeysApi(Deployed.client(key))
            .createApiKey(
                new ApiKeyRequest().name("short").scopes(List.of("read")).expiresAt(later()),
                null,
                null)
            .getSecret();
    at(tenth);
    assertThat(new TestClockApi(Deployed.client(secret)).getTestClock().getFrozen()).isTrue();
  }

  @Test
  void keepsAFrozenTenantsWalletIdsApart() throws Exception {
    at(tenth);
    for (int one = 0; one < 40; one++) {
      customer("school-" + one);
    }
    TenantWork work = new TenantWork(Deployed.database());
    TenantId tenant = new PostgresTenants(work).find(slug).orElseThrow().id();
    long newest =
        work.read(
            tenant,
            connection ->
                Sql.of(
                        "select max(wallet_id) as id from customer where tenant_id = ?",
                        tenant.value())
                    .first(connection, row -> row.getLong("id"))
                    .orElseThrow());
    assertThat(Instant.ofEpochMilli(newest >> 20)).isBefore(later().toInstant());
  }

  private TestClock at(ZonedDateTime time) throws ApiException {
    return clock.moveTestClock(new TestClockRequest().at(time.toOffsetDateTime()), null, null);
  }

  private TestClock advance(String by) throws ApiException {
    return clock.moveTestClock(new TestClockRequest().advance(by), null, null);
  }

  private HttpResponse<String> move(String body) throws Exception {
    return send(
        request("/v1/test-clock")
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private void customer(String customer) throws ApiException {
    customers.putCustomer(
        customer, new CustomerRequest().plan("free").timeZone("America/Sao_Paulo"), null);
  }

  private Authorization authorize(String customer) throws ApiException {
    return decisions.authorizeCall(call(customer), null);
  }

  /** Authorizes and settles a call of 2,300 tokens; what it was charged. */
  private String use(String customer) throws ApiException {
    return decisions
        .settleCall(
            authorize(customer).getId(),
            new SettlementRequest().usage(new TokenUsage().inputTokens(1_500L).outputTokens(800L)),
            null)
        .getCharged()
        .getCredits();
  }

  private String refusal(String customer) throws Exception {
    return send(request("/v1/authorizations")
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"customer\":\"%s\",\"feature\":\"user_chat\"}".formatted(customer))))
        .body();
  }

  private static AuthorizationRequest call(String customer) {
    return new AuthorizationRequest().customer(customer).feature("user_chat");
  }

  private static OffsetDateTime later() {
    return OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(1);
  }
}
