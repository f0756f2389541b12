package dev.saldo.application.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.identity.IssueApiKey.Request;
import dev.saldo.application.identity.IssueApiKey.Result;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.domain.identity.KeySecret;
import dev.saldo.domain.identity.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthenticateTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualClock clock = new ManualClock(Samples.START.plusSeconds(17));
  private final InMemoryTenants tenants = new InMemoryTenants();
  private final InMemoryApiKeys keys = new InMemoryApiKeys(tenants);
  private final IssueApiKey issue = new IssueApiKey(keys, new SeededSecrets(), clock);
  private final Authenticate authenticate = new Authenticate(keys, clock);
  private Tenant tenant;
  private KeySecret admin;

  @BeforeEach
  void issueTheFirstKey() {
    tenant = tenants.add("default", false);
    admin = KeySecret.of(false, new SeededSecrets().bytes(32));
    issue.issueFirst(tenant, admin, Author.COMMAND_LINE);
  }

  @Test
  void findsOutWhoIsCalling() {
    Caller caller = authenticate.authenticate(admin.value()).orElseThrow();
    assertThat(caller.tenant()).isEqualTo(tenant);
    assertThat(caller.key().scopes()).containsExactly(KeyScope.ADMIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "saldo_live_",
        "saldo_live_short",
        "saldo_live_0123456789012345678901234567890123456789",
        "SALDO_LIVE_0123456789012345678901234567890123456789"
      })
  void knowsNobodyWithoutAKnownSecret(String secret) {
    assertThat(authenticate.authenticate(secret)).isEmpty();
  }

  @Test
  void knowsNobodyWithASecretThatDiffersInOneCharacter() {
    String secret = admin.value();
    char last = secret.charAt(secret.length() - 1);
    String other = secret.substring(0, secret.length() - 1) + (last == 'a' ? 'b' : 'a');
    assertThat(authenticate.authenticate(other)).isEmpty();
  }

  @Test
  void knowsAKeyUntilItExpires() {
    Instant end = clock.instant().plus(HOUR);
    Result.Issued issued = issue(Optional.of(end));
    clock.set(end.minusSeconds(1));
    assertThat(authenticate.authenticate(issued.secret().value())).isPresent();
    clock.set(end);
    assertThat(authenticate.authenticate(issued.secret().value())).isEmpty();
  }

  @Test
  void knowsAKeyUntilItIsRevoked() {
    Result.Issued issued = issue(Optional.empty());
    assertThat(authenticate.authenticate(issued.secret().value())).isPresent();
    keys.revoke(tenant.id(), issued.key().id(), clock.instant(), Untold.audit());
    assertThat(authenticate.authenticate(issued.secret().value())).isEmpty();
  }

  @Test
  void knowsBothSecretsOfARotatedKeyForTheOverlap() {
    Result.Issued issued = issue(Optional.empty());
    Caller caller = authenticate.authenticate(admin.value()).orElseThrow();
    Result.Issued rotated =
        (Result.Issued)
            issue.rotate(caller, issued.key().id(), HOUR, Optional.empty(), Untold.audit());
    assertThat(authenticate.authenticate(issued.secret().value())).isPresent();
    assertThat(authenticate.authenticate(rotated.secret().value())).isPresent();
    clock.advance(HOUR);
    assertThat(authenticate.authenticate(issued.secret().value())).isEmpty();
    assertThat(authenticate.authenticate(rotated.secret().value())).isPresent();
  }

  @Test
  void notesTheLastUseToTheMinute() {
    authenticate.authenticate(admin.value());
    assertThat(lastUse()).contains(Samples.START);
    clock.advance(Duration.ofMinutes(3));
    authenticate.authenticate(admin.value());
    assertThat(lastUse()).contains(Samples.START.plus(Duration.ofMinutes(3)));
  }

  @Test
  void notesNoUseOfAKeyThatDoesNotWork() {
    Result.Issued issued = issue(Optional.empty());
    keys.revoke(tenant.id(), issued.key().id(), clock.instant(), Untold.audit());
    authenticate.authenticate(issued.secret().value());
    assertThat(keys.find(tenant.id(), issued.key().id()).orElseThrow().lastUsedAt()).isEmpty();
  }

  @Test
  void writesTheLastUseOnceAMinute() {
    authenticate.authenticate(admin.value());
    Caller seen = keys.findBySecret(admin.digest(), clock.instant()).orElseThrow();
    clock.advance(Duration.ofSeconds(42));
    authenticate.authenticate(admin.value());
    assertThat(keys.findBySecret(admin.digest(), clock.instant())).contains(seen);
    clock.advance(Duration.ofSeconds(1));
    authenticate.authenticate(admin.value());
    assertThat(lastUse()).contains(Samples.START.plus(Duration.ofMinutes(1)));
  }

  private Optional<Instant> lastUse() {
    ApiKey key = keys.findBySecret(admin.digest(), clock.instant()).orElseThrow().key();
    return key.lastUsedAt();
  }

  private Result.Issued issue(Optional<Instant> expiresAt) {
    Caller caller = authenticate.authenticate(admin.value()).orElseThrow();
    Request request = new Request("portal", Set.of(KeyScope.READ), Optional.empty(), expiresAt);
    return (Result.Issued) issue.issue(caller, request, Optional.empty(), Untold.audit());
  }
}
