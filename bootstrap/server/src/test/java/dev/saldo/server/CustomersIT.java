package dev.saldo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.client.ApiException;
import dev.saldo.client.api.CustomersApi;
import dev.saldo.client.api.WalletsApi;
import dev.saldo.client.model.Customer;
import dev.saldo.client.model.CustomerRequest;
import dev.saldo.client.model.GrantRequest;
import dev.saldo.client.model.Wallet;
import java.math.BigDecimal;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class CustomersIT {
  private final CustomersApi customers = new CustomersApi(Deployed.client(Deployed.ADMIN_KEY));
  private final WalletsApi wallets = new WalletsApi(Deployed.client(Deployed.ADMIN_KEY));

  @Deployment(testable = false)
  static WebArchive war() {
    return Deployed.war();
  }

  @Test
  void opensAWalletWithTheAllowanceOfThePlan() throws ApiException {
    Customer customer =
        customers.putCustomer(
            "opens-a-wallet",
            new CustomerRequest().plan("professional").timeZone("America/Sao_Paulo"),
            null);
    Wallet wallet = wallets.getWallet("opens-a-wallet", null);

    assertThat(customer.getKey()).isEqualTo("opens-a-wallet");
    assertThat(customer.getPlan()).isEqualTo("professional");
    assertThat(wallet.getAvailable()).isEqualTo(wallet.getPosted());
    assertThat(wallet.getHeld()).isEqualTo("0");
  }

  @Test
  void hidesTheCustomersOfAnotherTenant() throws ApiException {
    customers.putCustomer(
        "of-one-tenant", new CustomerRequest().plan("free").timeZone("America/Sao_Paulo"), null);
    CustomersApi other = new CustomersApi(Deployed.client(Deployed.TEST_ADMIN_KEY));

    assertThat(refusal(other, "of-one-tenant")).isEqualTo(refusal(other, "of-no-tenant"));
    assertThatThrownBy(() -> other.getCustomer("of-one-tenant"))
        .isInstanceOfSatisfying(
            ApiException.class, refused -> assertThat(refused.getCode()).isEqualTo(404));
  }

  @Test
  void grantsForAReasonThatSaysNothing() throws ApiException {
    customers.putCustomer("reasons", new CustomerRequest().plan("free"), null);
    String before = wallets.getWallet("reasons", null).getAvailable();
    for (String blank : List.of("", " ")) {
      GrantRequest request =
          new GrantRequest().credits("0.5").source(GrantRequest.SourceEnum.PURCHASE).reason(blank);
      assertThat(
              wallets
                  .grantCredits("reasons", "blank-" + blank.length(), request, null)
                  .getCredits())
          .isEqualTo("0.5");
    }

    assertThat(new BigDecimal(wallets.getWallet("reasons", null).getAvailable()))
        .isEqualByComparingTo(new BigDecimal(before).add(BigDecimal.ONE));
  }

  private static String refusal(CustomersApi api, String key) {
    try {
      return "found " + api.getCustomer(key).getKey();
    } catch (ApiException e) {
      return e.getResponseBody().replace(key, "…");
    }
  }
}
