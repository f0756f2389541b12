package dev.saldo.out.postgres.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.domain.identity.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RecentCallersTest {
  private static final Instant START = Instant.parse("2026-11-10T15:00:00Z");
  private static final Sha256 SECRET = Sha256.of(new byte[] {1});
  private static final Sha256 OTHER_SECRET = Sha256.of(new byte[] {2});

  private final RecentCallers recent = new RecentCallers();

  @Test
  void remembersACallerForASecond() {
    Caller caller = caller("key_1", Optional.empty());
    recent.remember(SECRET, caller, START);

    assertThat(recent.find(SECRET, START)).contains(caller);
    assertThat(recent.find(SECRET, START.plusMillis(999))).contains(caller);
    assertThat(recent.find(SECRET, START.plusSeconds(1))).isEmpty();
    assertThat(recent.find(OTHER_SECRET, START)).isEmpty();
  }

  @Test
  void knowsNothingFromTheFuture() {
    recent.remember(SECRET, caller("key_1", Optional.empty()), START);

    assertThat(recent.find(SECRET, START.minusMillis(1))).isEmpty();
  }

  @Test
  void remembersNobodyBeyondTheOverlapOfARotation() {
    Instant end = START.plusMillis(300);
    recent.remember(SECRET, caller("key_1", Optional.of(end)), START);

    assertThat(recent.find(SECRET, end.minusMillis(1))).isPresent();
    assertThat(recent.find(SECRET, end)).isEmpty();
  }

  @Test
  void remembersTheNewSecretLongAfterARotation() {
    recent.remember(SECRET, caller("key_1", Optional.of(START.minus(Duration.ofDays(3)))), START);

    assertThat(recent.find(SECRET, START.plusMillis(999))).isPresent();
  }

  @Test
  void forgetsAKeyWithAllItsSecretsAndNoOther() {
    recent.remember(SECRET, caller("key_1", Optional.empty()), START);
    recent.remember(OTHER_SECRET, caller("key_2", Optional.empty()), START);
    recent.forget("key_1");

    assertThat(recent.find(SECRET, START)).isEmpty();
    assertThat(recent.find(OTHER_SECRET, START)).isPresent();
  }

  @Test
  void findsEachUseNewOnce() {
    assertThat(recent.isNewUse("key_1", START)).isTrue();
    assertThat(recent.isNewUse("key_1", START)).isFalse();
    assertThat(recent.isNewUse("key_1", START.minusSeconds(60))).isFalse();
    assertThat(recent.isNewUse("key_2", START)).isTrue();
    assertThat(recent.isNewUse("key_1", START.plusSeconds(60))).isTrue();
  }

  private static Caller caller(String id, Optional<Instant> previousUntil) {
    TenantId tenant = new TenantId(1);
    return new Caller(
        new Tenant(tenant, "one", false, true),
        new ApiKey(
            id,
            tenant,
            "a key",
            Set.of(KeyScope.DECIDE),
            Optional.empty(),
            START,
            Optional.empty(),
            previousUntil,
            Optional.empty(),
            Optional.empty()));
  }
}
