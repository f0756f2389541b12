package dev.saldo.application.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.identity.ApiKeys.RequestKey;
import dev.saldo.application.identity.IssueApiKey.Request;
import dev.saldo.application.identity.IssueApiKey.Result;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.domain.identity.KeySecret;
import dev.saldo.domain.identity.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IssueApiKeyTest {
  private static final Request PORTAL =
      new Request(
          "portal",
          Set.of(KeyScope.READ, KeyScope.DECIDE),
          Optional.of(new Key("school-42")),
          Optional.of(Instant.parse("2027-01-01T00:00:00Z")));

  private final ManualClock clock = new ManualClock(Samples.START);
  private final InMemoryTenants tenants = new InMemoryTenants();
  private final InMemoryApiKeys keys = new InMemoryApiKeys(tenants);
  private final IssueApiKey issueApiKey = new IssueApiKey(keys, new SeededSecrets(), clock);
  private final Caller live = admin(tenants.add("default", false));
  private final Caller test = admin(tenants.add("default-test", true));

  @Test
  void issuesWhatIsWanted() {
    Result.Issued issued =
        issued(issueApiKey.issue(live, PORTAL, Optional.empty(), Untold.audit()));
    ApiKey key = issued.key();
    assertThat(key.id()).startsWith("key_").hasSizeGreaterThan(20);
    assertThat(key.tenant()).isEqualTo(live.tenant().id());
    assertThat(key.name()).isEqualTo("portal");
    assertThat(key.scopes()).isEqualTo(PORTAL.scopes());
    assertThat(key.customer()).isEqualTo(PORTAL.customer());
    assertThat(key.createdAt()).isEqualTo(Samples.START);
    assertThat(key.expiresAt()).isEqualTo(PORTAL.expiresAt());
    assertThat(keys.findBySecret(issued.secret().digest(), Samples.START))
        .contains(new Caller(live.tenant(), key));
  }

  @Test
  void tellsLiveSecretsFromTestSecrets() {
    assertThat(
            issued(issueApiKey.issue(live, PORTAL, Optional.empty(), Untold.audit()))
                .secret()
                .value())
        .startsWith("saldo_live_")
        .hasSize("saldo_live_".length() + 43 + 8);
    assertThat(
            issued(issueApiKey.issue(test, PORTAL, Optional.empty(), Untold.audit()))
                .secret()
                .value())
        .startsWith("saldo_test_");
  }

  @Test
  void givesEveryKeyAnIdAndASecretOfItsOwn() {
    Result.Issued first = issued(issueApiKey.issue(live, PORTAL, Optional.empty(), Untold.audit()));
    Result.Issued second =
        issued(issueApiKey.issue(live, PORTAL, Optional.empty(), Untold.audit()));
    assertThat(first.key().id()).isNotEqualTo(second.key().id());
    assertThat(first.secret()).isNotEqualTo(second.secret());
  }

  @Test
  void showsASecretOnce() {
    Optional<RequestKey> request = request("create", "body");
    issued(issueApiKey.issue(live, PORTAL, request, Untold.audit()));
    assertThat(issueApiKey.issue(live, PORTAL, request, Untold.audit()))
        .isEqualTo(new Result.AlreadyShown());
    assertThat(issueApiKey.issue(live, PORTAL, request("create", "other"), Untold.audit()))
        .isEqualTo(new Result.KeyReused());
    assertThat(keys.list(live.tenant().id(), PageRequest.first()).data()).hasSize(1);
  }

  @Test
  void givesAKeyANewSecret() {
    Result.Issued first = issued(issueApiKey.issue(live, PORTAL, Optional.empty(), Untold.audit()));
    Result.Issued rotated =
        issued(
            issueApiKey.rotate(
                live,
                first.key().id(),
                Duration.ofHours(1),
                request("rotate", "body"),
                Untold.audit()));
    assertThat(rotated.secret()).isNotEqualTo(first.secret());
    assertThat(rotated.key().id()).isEqualTo(first.key().id());
    assertThat(rotated.key().previousUntil()).contains(Samples.START.plus(Duration.ofHours(1)));
    assertThat(
            issueApiKey.rotate(
                live,
                first.key().id(),
                Duration.ofHours(1),
                request("rotate", "body"),
                Untold.audit()))
        .isEqualTo(new Result.AlreadyShown());
  }

  @Test
  void endsTheOldSecretAtOnceWithoutAnOverlap() {
    Result.Issued first = issued(issueApiKey.issue(live, PORTAL, Optional.empty(), Untold.audit()));
    issueApiKey.rotate(live, first.key().id(), Duration.ZERO, Optional.empty(), Untold.audit());
    assertThat(keys.findBySecret(first.secret().digest(), clock.instant())).isEmpty();
  }

  @Test
  void rotatesNeitherUnknownKeysNorThoseOfOthers() {
    Result.Issued issued =
        issued(issueApiKey.issue(live, PORTAL, Optional.empty(), Untold.audit()));
    assertThat(
            issueApiKey.rotate(
                live, "key_unknown", Duration.ZERO, Optional.empty(), Untold.audit()))
        .isEqualTo(new Result.Unknown());
    assertThat(
            issueApiKey.rotate(
                test, issued.key().id(), Duration.ZERO, Optional.empty(), Untold.audit()))
        .isEqualTo(new Result.Unknown());
    keys.revoke(live.tenant().id(), issued.key().id(), clock.instant(), Untold.audit());
    assertThat(
            issueApiKey.rotate(
                live, issued.key().id(), Duration.ZERO, Optional.empty(), Untold.audit()))
        .isEqualTo(new Result.Unknown());
  }

  @Test
  void keepsTheSecretOutOfTexts() {
    Result.Issued issued =
        issued(issueApiKey.issue(live, PORTAL, Optional.empty(), Untold.audit()));
    assertThat(issued.toString())
        .doesNotContain(issued.secret().value().substring("saldo_live_".length()));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "101, 1"})
  void refusesAKeyWithoutANameOrScope(int nameLength, int scopes) {
    assertThatThrownBy(
            () ->
                new Request(
                    "n".repeat(nameLength),
                    scopes == 0 ? Set.of() : Set.of(KeyScope.READ),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(InvalidValueException.class);
  }

  private Caller admin(Tenant tenant) {
    KeySecret secret = KeySecret.of(tenant.test(), new SeededSecrets().bytes(32));
    return new Caller(
        tenant,
        new IssueApiKey(new InMemoryApiKeys(tenants), new SeededSecrets(), clock)
            .issueFirst(tenant, secret, Author.COMMAND_LINE));
  }

  private static Result.Issued issued(Result result) {
    return switch (result) {
      case Result.Issued issued -> issued;
      case Result other -> throw new AssertionError("not issued: " + other);
    };
  }

  private static Optional<RequestKey> request(String operation, String content) {
    return Optional.of(new RequestKey(operation, "k1", InMemorySaldo.digest(content)));
  }
}
