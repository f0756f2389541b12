package dev.saldo.server;

import static dev.saldo.server.Deployed.request;
import static dev.saldo.server.Deployed.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.TestClockApi;
import dev.saldo.client.api.WalletsApi;
import dev.saldo.client.model.CustomerRequest;
import dev.saldo.client.model.Entry;
import dev.saldo.client.model.Grant;
import dev.saldo.client.model.PlanChangeRequest;
import dev.saldo.client.model.TestClockRequest;
import dev.saldo.client.model.Wallet;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three months of a customer on the test clock: days of the month, rollover, a downgrade. */
@ExtendWith(ArquillianExtension.class)
class CyclesIT {
  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  private static final String PREMIUM =
      """
      plans:
        - slug: premium
          name: Premium
          allowance: 300
          cycle: anniversary_month
          rollover: {cap: 50, valid_cycles: 1}
          payment_months: 12
      """;

  private final String key = Deployed.newTenant("cycles-" + UUID.randomUUID(), true, false);
  private final TestClockApi clock = new TestClockApi(Deployed.client(key));
  private final CustomersApi customers = new CustomersApi(Deployed.client(key));
  private final WalletsApi wallets = new WalletsApi(Deployed.client(key));

  /** The first of January that is to come. */
  private final LocalDate newYear = LocalDate.now(SAO_PAULO).plusYears(1).withDayOfYear(1);

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void livesThreeMonthsWithTheirNumbers() throws Exception {
    LocalDate january = newYear.withDayOfMonth(31);
    LocalDate february = newYear.withMonth(3).minusDays(1);
    LocalDate april = newYear.withMonth(4);
    reachTheTenthOfJanuary();
    sellPremiumByTheYear();
    customers.putCustomer(
        "school",
        new CustomerRequest().plan("premium").timeZone("America/Sao_Paulo").cycleAnchor(31),
        null);
    assertCycle(newYear.minusDays(1), january, "300");
    use(180);

    reach(january.atStartOfDay(SAO_PAULO));
    assertCycle(january, february, "350");
    use(320);
    var change =
        customers.changePlan("school", new PlanChangeRequest().plan("free"), null, null, null);
    assertThat(change.getWhen()).isEqualTo("end_of_cycle");
    assertThat(change.getAt().toInstant()).isEqualTo(start(february));
    reach(february.atStartOfDay(SAO_PAULO).minusSeconds(1));
    assertCycle(january, february, "30");
    assertThat(wallets.getWallet("school", null).getScheduledChange()).isEqualTo(change);

    reach(february.atStartOfDay(SAO_PAULO));
    assertCycle(february, april, "130");
    assertThat(customers.getCustomer("school").getPlan()).isEqualTo("free");
    assertThat(wallets.getWallet("school", null).getScheduledChange()).isNull();
    use(5);

    reach(april.plusDays(9).atStartOfDay(SAO_PAULO));
    assertCycle(april, april.plusMonths(1), "100");
    assertThat(wallets.listGrants("school", null, null, null, null).getData())
        .extracting(grant -> grant.getSource() + " " + grant.getCredits())
        .contains("rollover 50", "rollover 30", "plan 300", "plan 100");
    assertThat(wallets.listEntries("school", null, null, null, null).getData())
        .filteredOn(entry -> "rollover".equals(entry.getKind()))
        .extracting(Entry::getCredits)
        .containsExactly("30", "50");
    assertThat(wallets.listGrants("school", null, null, null, null).getData())
        .filteredOn(grant -> "rollover".equals(String.valueOf(grant.getSource())))
        .extracting(Grant::getEffectiveAt)
        .extracting(OffsetDateTime::toInstant)
        .containsExactly(start(february), start(january));
  }

  private void assertCycle(LocalDate starts, LocalDate ends, String available) throws Exception {
    Wallet wallet = wallets.getWallet("school", null);
    assertThat(wallet.getCycle().getStartsAt().toInstant()).isEqualTo(start(starts));
    assertThat(wallet.getCycle().getEndsAt().toInstant()).isEqualTo(start(ends));
    assertThat(wallet.getCycle().getAnchor()).isEqualTo(31);
    assertThat(wallet.getAvailable()).isEqualTo(available);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(SAO_PAULO).toInstant();
  }

  private void reach(ZonedDateTime time) throws Exception {
    clock.moveTestClock(new TestClockRequest().at(time.toOffsetDateTime()), null, null);
  }

  /** In two steps where it is far: a step is at most a year. */
  private void reachTheTenthOfJanuary() throws Exception {
    ZonedDateTime soon = ZonedDateTime.now(SAO_PAULO).plusDays(60);
    if (soon.toLocalDate().isBefore(newYear)) {
      reach(soon);
    }
    reach(newYear.plusDays(9).atTime(12, 0).atZone(SAO_PAULO));
  }

  private void sellPremiumByTheYear() throws Exception {
    String exported = send(asAdmin("/v1/catalog").header("Accept", "application/yaml")).body();
    HttpResponse<String> applied =
        send(
            asAdmin("/v1/catalog")
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(exported.replaceFirst("(?m)^plans:\n", PREMIUM))));
    assertThat(applied.body()).contains("\"name\":\"premium/2\"", "\"change\":\"added\"");
  }

  /** A call that holds so many credits, and uses them at one for each 1,000 tokens. */
  private void use(int credits) throws Exception {
    HttpResponse<String> held =
        post(
            "/v1/authorizations",
            "{\"customer\":\"school\",\"feature\":\"user_chat\",\"estimate\":{\"credits\":\"%d\"}}"
                .formatted(credits));
    assertThat(held.statusCode()).describedAs(held.body()).isEqualTo(201);
    String id = held.body().replaceAll(".*\"id\":\"(auth_[a-z0-9]+)\".*", "$1");
    HttpResponse<String> settled =
        post(
            "/v1/authorizations/" + id + "/settle",
            "{\"usage\":{\"input_tokens\":%d,\"output_tokens\":0}}".formatted(credits * 1_000));
    assertThat(settled.body()).contains("\"charged\":{\"credits\":\"" + credits + "\"");
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        asAdmin(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder asAdmin(String path) {
    return request(path).header("Authorization", "Bearer " + key);
  }
}
