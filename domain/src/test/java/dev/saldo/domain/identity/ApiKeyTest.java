package dev.saldo.domain.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ApiKeyTest {
  private static final Instant NOW = Instant.parse("2026-11-10T15:00:00Z");
  private static final Tenant TENANT = new Tenant(new TenantId(1), "default", false, true);

  @Test
  void worksUntilItExpires() {
    ApiKey key = key(Set.of(KeyScope.READ), Optional.of(NOW), Optional.empty());
    assertThat(key.isValidAt(NOW.minusNanos(1000))).isTrue();
    assertThat(key.isValidAt(NOW)).isFalse();
    assertThat(key(Set.of(KeyScope.READ), Optional.empty(), Optional.empty()).isValidAt(NOW))
        .isTrue();
  }

  @Test
  void stopsWorkingWhenRevoked() {
    assertThat(
            key(Set.of(KeyScope.READ), Optional.empty(), Optional.of(NOW.plusSeconds(1)))
                .isValidAt(NOW))
        .isFalse();
  }

  @Test
  void allowsItsScopesAndAnAdminEverything() {
    ApiKey reader = key(Set.of(KeyScope.READ), Optional.empty(), Optional.empty());
    assertThat(reader.allows(KeyScope.READ)).isTrue();
    assertThat(reader.allows(KeyScope.DECIDE)).isFalse();
    ApiKey admin = key(Set.of(KeyScope.ADMIN), Optional.empty(), Optional.empty());
    assertThat(KeyScope.values()).allMatch(admin::allows);
  }

  @Test
  void actsForAnyCustomerUnlessBoundToOne() {
    Key school = new Key("school-42");
    ApiKey free = key(Set.of(KeyScope.READ), Optional.empty(), Optional.empty());
    assertThat(new Caller(TENANT, free).mayActFor(school)).isTrue();
    ApiKey bound =
        new ApiKey(
            "key_1",
            TENANT.id(),
            "portal",
            Set.of(KeyScope.READ),
            Optional.of(school),
            NOW,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(new Caller(TENANT, bound).mayActFor(school)).isTrue();
    assertThat(new Caller(TENANT, bound).mayActFor(new Key("school-43"))).isFalse();
  }

  private static ApiKey key(
      Set<KeyScope> scopes, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {
    return new ApiKey(
        "key_1",
        TENANT.id(),
        "server",
        scopes,
        Optional.empty(),
        NOW,
        expiresAt,
        Optional.empty(),
        revokedAt,
        Optional.empty());
  }
}
