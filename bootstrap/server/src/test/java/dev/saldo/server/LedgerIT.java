package dev.saldo.server;

import static dev.saldo.server.Deployed.adminRequest;
import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.client.ApiException;
import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.DecisionsApi;
import dev.saldo.client.api.WalletsApi;
import dev.saldo.client.model.Authorization;
import dev.saldo.client.model.AuthorizationRequest;
import dev.saldo.client.model.CustomerRequest;
import dev.saldo.client.model.Estimate;
import dev.saldo.client.model.SettlementRequest;
import dev.saldo.client.model.TokenUsage;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ledger as it runs in the server: its guard, its queue, its sweep and its figures. */
@ExtendWith(ArquillianExtension.class)
class LedgerIT {
  private static final String FEATURE = "user_chat";

  /** A profile whose calls are not counted. */
  private static final String UNLIMITED = "admin";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Less than a command may wait: who is answered within it was turned away at the door. */
  private static final Duration AT_ONCE = Duration.ofSeconds(4);

  private static final int QUEUE_MAX = Integer.parseInt(System.getenv("SALDO_LEDGER_QUEUE_MAX"));

  /** More calls than one queue has room for, and how many of them must find none. */
  private static final int CROWD = 2 * QUEUE_MAX;

  private static final int TURNED_AWAY = QUEUE_MAX / 2;

  private final CustomersApi customers = new CustomersApi(Deployed.client(Deployed.ADMIN_KEY));
  private final DecisionsApi decisions = new DecisionsApi(Deployed.client(Deployed.ADMIN_KEY));
  private final WalletsApi wallets = new WalletsApi(Deployed.client(Deployed.ADMIN_KEY));

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war().addClass(TransactionProbe.class);
  }

  @Test
  void refusesToBeCalledInsideATransactionOfTheContainer() throws Exception {
    String refusal = "refused: the ledger was called inside a transaction";

    assertThat(send(request("/probe/ledger")).body()).contains("WalletUnknown");
    assertThat(send(request("/probe/ledger?transaction")).body()).isEqualTo(refusal);
    assertThat(send(request("/probe/ledger?transaction&many")).body()).isEqualTo(refusal);
  }

  @Test
  void returnsTheCreditsOfAnExpiredHoldWithNobodyCalling() throws Exception {
    customers.putCustomer("left-alone", new CustomerRequest().plan("premium"), null);
    String before = wallets.getWallet("left-alone", null).getAvailable();
    decisions.authorizeCall(call("left-alone").expiresIn("PT1S"), null);

    await(() -> returned("left-alone"), 1, PATIENCE);

    assertThat(wallets.getWallet("left-alone", null).getAvailable()).isEqualTo(before);
    assertThat(metric("saldo_ledger_holds_ended_total{", "by=\"expiry\"")).isPositive();
  }

  @Test
  void turnsCallsAwayAtOnceWhenTheQueueIsFull() throws Exception {
    customers.putCustomer("crowded", new CustomerRequest().plan("premium"), null);
    double before = metric("saldo_ledger_shed_total");

    List<HttpResponse<String>> answers = crowd("crowded");

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201, 503);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 503)
        .hasSizeGreaterThanOrEqualTo(TURNED_AWAY)
        .allSatisfy(LedgerIT::saysWhenToTryAgain);
    assertThat(metric("saldo_ledger_shed_total")).isGreaterThanOrEqualTo(before + TURNED_AWAY);
    assertThat(decisions.authorizeCall(call("crowded").profile(UNLIMITED), null).getState())
        .isEqualTo(Authorization.StateEnum.HELD);
    assertThat(decisions.listAuthorizations(null, "crowded", null, 200, null, null, null).getData())
        .hasSize(1 + (int) answers.stream().filter(answer -> answer.statusCode() == 201).count());
  }

  private static void saysWhenToTryAgain(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.body()).contains("\"code\":\"unavailable\"").contains("\"retry\":\"after\"");
  }

  @Test
  void showsWhatItDidInFigures() throws Exception {
    customers.putCustomer("counted", new CustomerRequest().plan("free"), null);
    double opened = metric("saldo_ledger_holds_opened_total");
    double settled = metric("saldo_ledger_holds_ended_total{", "by=\"settle\"");
    double refused = metric("saldo_ledger_refusals_total{", "reason=\"insufficient_credits\"");
    double commands = metric("saldo_ledger_commands_total{", "command=\"authorize\"");
    double commits = metric("saldo_ledger_commit_seconds_count");

    String id = decisions.authorizeCall(call("counted"), null).getId();
    decisions.settleCall(
        id, new SettlementRequest().usage(new TokenUsage().inputTokens(10L)), null);
    assertThatThrownBy(
            () ->
                decisions.authorizeCall(
                    call("counted").estimate(new Estimate().credits("100000")), null))
        .isInstanceOf(ApiException.class);

    assertThat(metric("saldo_ledger_holds_opened_total")).isEqualTo(opened + 1);
    assertThat(metric("saldo_ledger_holds_ended_total{", "by=\"settle\"")).isEqualTo(settled + 1);
    assertThat(metric("saldo_ledger_refusals_total{", "reason=\"insufficient_credits\""))
        .isEqualTo(refused + 1);
    assertThat(metric("saldo_ledger_commands_total{", "command=\"authorize\""))
        .isEqualTo(commands + 2);
    assertThat(metric("saldo_ledger_commit_seconds_count")).isGreaterThanOrEqualTo(commits + 3);
    assertThat(metric("saldo_ledger_batch_commands_count")).isPositive();
    assertThat(metric("saldo_ledger_wait_seconds_count")).isPositive();
    assertThat(metric("saldo_ledger_queue_depth{", "shard=\"0\"")).isZero();
    assertThat(metric("saldo_ledger_queue_age_seconds{", "shard=\"1\"")).isZero();
    assertThat(metric("saldo_ledger_repeated_total")).isZero();
  }

  /**
   * Many calls at once on a wallet that somebody else has locked, until all those for which there
   * was no room have been answered.
   */
  private static List<HttpResponse<String>> crowd(String customer) throws Exception {
    String body =
        "{\"customer\":\"%s\",\"feature\":\"%s\",\"profile\":\"%s\"}"
            .formatted(customer, FEATURE, UNLIMITED);
    try (Connection other = database();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("select 1 from wallet where customer_key = '" + customer + "' for update");
      List<CompletableFuture<HttpResponse<String>>> calls =
          IntStream.range(0, CROWD)
              .mapToObj(
                  _ ->
                      Deployed.sendAsync(
                          adminRequest("/v1/authorizations")
                              .header("Content-Type", "application/json")
                              .POST(BodyPublishers.ofString(body))))
              .toList();
      await(() -> calls.stream().filter(CompletableFuture::isDone).count(), TURNED_AWAY, AT_ONCE);
      other.rollback();
      return calls.stream().map(CompletableFuture::join).toList();
    }
  }

  /** The sum of the figures whose lines begin and continue so; none is zero. */
  private static double metric(String name, String... tags) throws Exception {
    return send(request("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .filter(line -> Stream.of(tags).allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static void await(Callable<Long> count, long wanted, Duration patience) throws Exception {
    Instant end = Instant.now().plus(patience);
    while (count.call() < wanted) {
      assertThat(Instant.now()).as("still below %d", wanted).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private long returned(String customer) throws ApiException {
    return wallets.listEntries(customer, null, null, null, null).getData().stream()
        .filter(entry -> entry.getKind().equals("return"))
        .count();
  }

  private static Connection database() throws SQLException {
    return DriverManager.getConnection(
        System.getenv("SALDO_DB_URL"),
        System.getenv("SALDO_DB_USER"),
        System.getenv("SALDO_DB_PASSWORD"));
  }

  private static AuthorizationRequest call(String customer) {
    return new AuthorizationRequest().customer(customer).feature(FEATURE);
  }
}
