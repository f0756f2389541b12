package dev.saldo.application.identity;

import static dev.saldo.application.Concurrently.inParallel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Untold;
import dev.saldo.application.identity.ApiKeys.RequestKey;
import dev.saldo.application.identity.ApiKeys.Stored;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.Key;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.domain.identity.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of API keys must do. */
public abstract class ApiKeysContract {
  private static final Instant NOW = Instant.parse("2026-11-10T15:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private ApiKeys keys;
  private Tenant tenant;

  /** The store; keys of other tenants may be in it. */
  protected abstract ApiKeys keys();

  /** A tenant without keys. */
  protected abstract Tenant newTenant();

  @BeforeEach
  void prepare() {
    keys = keys();
    tenant = newTenant();
  }

  @Test
  void findsAKeyWithItsTenantBySecret() {
    ApiKey key =
        new ApiKey(
            newId(),
            tenant.id(),
            "portal",
            Set.of(KeyScope.DECIDE, KeyScope.READ),
            Optional.of(new Key("school-42")),
            NOW,
            Optional.of(NOW.plus(HOUR)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Sha256 secret = newSecret();
    assertThat(keys.add(tenant.id(), key, secret, Optional.empty(), Untold.audit()))
        .isEqualTo(new Stored.Done(key));
    assertThat(keys.findBySecret(secret, NOW)).contains(new Caller(tenant, key));
    assertThat(keys.find(tenant.id(), key.id())).contains(key);
  }

  @Test
  void findsNothingForASecretNobodyHas() {
    add(NOW);
    assertThat(keys.findBySecret(newSecret(), NOW)).isEmpty();
    assertThat(keys.find(tenant.id(), newId())).isEmpty();
  }

  @Test
  void findsExpiredAndRevokedKeysToo() {
    Sha256 secret = newSecret();
    ApiKey key = key(NOW, Optional.of(NOW.plus(HOUR)));
    keys.add(tenant.id(), key, secret, Optional.empty(), Untold.audit());
    keys.revoke(tenant.id(), key.id(), NOW, Untold.audit());
    Caller found = keys.findBySecret(secret, NOW.plus(HOUR)).orElseThrow();
    assertThat(found.key().revokedAt()).contains(NOW);
    assertThat(found.key().expiresAt()).contains(NOW.plus(HOUR));
  }

  @Test
  void keepsTenantsApart() {
    Sha256 secret = newSecret();
    ApiKey key = key(NOW, Optional.empty());
    keys.add(tenant.id(), key, secret, Optional.empty(), Untold.audit());
    TenantId other = newTenant().id();

    assertThat(keys.find(other, key.id())).isEmpty();
    assertThat(keys.list(other, PageRequest.first()).data()).isEmpty();
    assertThat(keys.revoke(other, key.id(), NOW, Untold.audit())).isEmpty();
    assertThat(keys.rotate(other, key.id(), newSecret(), NOW, Optional.empty(), Untold.audit()))
        .isEqualTo(new Stored.Unknown());
    keys.used(other, key.id(), NOW);
    assertThat(keys.findBySecret(secret, NOW)).contains(new Caller(tenant, key));
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    ApiKey first = add(NOW);
    ApiKey second = add(NOW.plus(HOUR));
    ApiKey third = add(NOW.plus(HOUR.multipliedBy(2)));
    Page<ApiKey> page = keys.list(tenant.id(), page(2, Optional.empty()));
    assertThat(page.data()).containsExactly(third, second);

    add(NOW.plus(HOUR.multipliedBy(3)));
    Page<ApiKey> rest = keys.list(tenant.id(), page(2, page.next()));
    assertThat(rest.data()).containsExactly(first);
    assertThat(rest.next()).isEmpty();
  }

  @Test
  void listsKeysOfOneInstantOnceEach() {
    ApiKey first = add(NOW);
    ApiKey second = add(NOW);
    Set<ApiKey> all = Set.of(first, second, add(NOW));
    Page<ApiKey> page = keys.list(tenant.id(), page(2, Optional.empty()));
    Page<ApiKey> rest = keys.list(tenant.id(), page(2, page.next()));
    assertThat(page.data()).hasSize(2);
    assertThat(rest.data()).hasSize(1).doesNotContainAnyElementsOf(page.data());
    assertThat(all).containsAll(page.data()).containsAll(rest.data());
  }

  @Test
  void listsFromAnInstantToBeforeAnother() {
    add(NOW.minusSeconds(1));
    ApiKey first = add(NOW);
    ApiKey last = add(NOW.plus(HOUR).minusSeconds(1));
    add(NOW.plus(HOUR));
    PageRequest hour =
        new PageRequest(50, Optional.empty(), Optional.of(NOW), Optional.of(NOW.plus(HOUR)));
    assertThat(keys.list(tenant.id(), hour).data()).containsExactly(last, first);
  }

  @Test
  void refusesACursorThatItDidNotGive() {
    add(NOW);
    assertThatThrownBy(() -> keys.list(tenant.id(), page(2, Optional.of("nonsense"))))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void storesOneKeyForOneRequest() {
    Optional<RequestKey> request = request("k1", "body");
    keys.add(tenant.id(), key(NOW, Optional.empty()), newSecret(), request, Untold.audit());
    Sha256 second = newSecret();
    assertThat(keys.add(tenant.id(), key(NOW, Optional.empty()), second, request, Untold.audit()))
        .isEqualTo(new Stored.Repeated());
    assertThat(
            keys.add(
                tenant.id(),
                key(NOW, Optional.empty()),
                newSecret(),
                request("k1", "other"),
                Untold.audit()))
        .isEqualTo(new Stored.KeyReused());
    assertThat(keys.list(tenant.id(), PageRequest.first()).data()).hasSize(1);
    assertThat(keys.findBySecret(second, NOW)).isEmpty();
  }

  @Test
  void storesOneKeyForManyRequestsAtOnce() throws Exception {
    List<Stored> stored =
        inParallel(
            8,
            () ->
                keys.add(
                    tenant.id(),
                    key(NOW, Optional.empty()),
                    newSecret(),
                    request("k1", "body"),
                    Untold.audit()));
    assertThat(stored).filteredOn(Stored.Done.class::isInstance).hasSize(1);
    assertThat(stored).filteredOn(Stored.Repeated.class::isInstance).hasSize(7);
    assertThat(keys.list(tenant.id(), PageRequest.first()).data()).hasSize(1);
  }

  @Test
  void keepsRequestsOfTenantsAndOperationsApart() {
    ApiKey key = key(NOW, Optional.empty());
    keys.add(tenant.id(), key, newSecret(), request("k1", "body"), Untold.audit());
    RequestKey rotation = new RequestKey("rotate", "k1", digest("another body"));
    assertThat(
            keys.rotate(
                tenant.id(), key.id(), newSecret(), NOW, Optional.of(rotation), Untold.audit()))
        .isInstanceOf(Stored.Done.class);

    tenant = newTenant();
    assertThat(
            keys.add(
                tenant.id(),
                key(NOW, Optional.empty()),
                newSecret(),
                request("k1", "other"),
                Untold.audit()))
        .isInstanceOf(Stored.Done.class);
  }

  @Test
  void letsTheOldSecretOverlapTheNewOne() {
    Sha256 old = newSecret();
    ApiKey key = key(NOW, Optional.empty());
    keys.add(tenant.id(), key, old, Optional.empty(), Untold.audit());
    Sha256 fresh = newSecret();
    Instant until = NOW.plus(HOUR);
    Stored rotated =
        keys.rotate(tenant.id(), key.id(), fresh, until, Optional.empty(), Untold.audit());

    ApiKey now = ((Stored.Done) rotated).key();
    assertThat(now.previousUntil()).contains(until);
    assertThat(keys.findBySecret(fresh, NOW)).contains(new Caller(tenant, now));
    assertThat(keys.findBySecret(old, until.minusSeconds(1))).contains(new Caller(tenant, now));
    assertThat(keys.findBySecret(old, until)).isEmpty();
    assertThat(keys.findBySecret(fresh, until)).isPresent();
  }

  @Test
  void forgetsTheSecretBeforeTheLastOne() {
    Sha256 first = newSecret();
    ApiKey key = key(NOW, Optional.empty());
    keys.add(tenant.id(), key, first, Optional.empty(), Untold.audit());
    Sha256 second = newSecret();
    Instant until = NOW.plus(HOUR);
    keys.rotate(tenant.id(), key.id(), second, until, Optional.empty(), Untold.audit());
    keys.rotate(tenant.id(), key.id(), newSecret(), until, Optional.empty(), Untold.audit());
    assertThat(keys.findBySecret(first, NOW)).isEmpty();
    assertThat(keys.findBySecret(second, NOW)).isPresent();
  }

  @Test
  void rotatesOnceForOneRequest() {
    ApiKey key = add(NOW);
    Optional<RequestKey> request = Optional.of(new RequestKey("rotate", "r1", digest("body")));
    Sha256 second = newSecret();
    Sha256 third = newSecret();
    keys.rotate(tenant.id(), key.id(), second, NOW.plus(HOUR), request, Untold.audit());
    assertThat(keys.rotate(tenant.id(), key.id(), third, NOW.plus(HOUR), request, Untold.audit()))
        .isEqualTo(new Stored.Repeated());
    assertThat(keys.findBySecret(second, NOW)).isPresent();
    assertThat(keys.findBySecret(third, NOW)).isEmpty();
  }

  @Test
  void remembersNothingOfARotationThatDidNotHappen() {
    ApiKey key = key(NOW, Optional.empty());
    Optional<RequestKey> request = Optional.of(new RequestKey("rotate", "r1", digest("body")));
    assertThat(keys.rotate(tenant.id(), key.id(), newSecret(), NOW, request, Untold.audit()))
        .isEqualTo(new Stored.Unknown());
    keys.add(tenant.id(), key, newSecret(), Optional.empty(), Untold.audit());
    assertThat(keys.rotate(tenant.id(), key.id(), newSecret(), NOW, request, Untold.audit()))
        .isInstanceOf(Stored.Done.class);
  }

  @Test
  void doesNotRotateARevokedKey() {
    ApiKey key = add(NOW);
    keys.revoke(tenant.id(), key.id(), NOW, Untold.audit());
    assertThat(
            keys.rotate(tenant.id(), key.id(), newSecret(), NOW, Optional.empty(), Untold.audit()))
        .isEqualTo(new Stored.Unknown());
  }

  @Test
  void revokesOnce() {
    ApiKey key = add(NOW);
    Optional<ApiKey> revoked = keys.revoke(tenant.id(), key.id(), NOW.plus(HOUR), Untold.audit());
    assertThat(revoked.orElseThrow().revokedAt()).contains(NOW.plus(HOUR));
    assertThat(keys.revoke(tenant.id(), key.id(), NOW.plus(HOUR.multipliedBy(2)), Untold.audit()))
        .isEqualTo(revoked);
    assertThat(keys.revoke(tenant.id(), newId(), NOW, Untold.audit())).isEmpty();
  }

  @Test
  void notesTheNewestUse() {
    ApiKey key = add(NOW);
    keys.used(tenant.id(), key.id(), NOW.plus(HOUR));
    keys.used(tenant.id(), key.id(), NOW);
    assertThat(keys.find(tenant.id(), key.id()).orElseThrow().lastUsedAt())
        .contains(NOW.plus(HOUR));
  }

  private ApiKey add(Instant createdAt) {
    ApiKey key = key(createdAt, Optional.empty());
    keys.add(tenant.id(), key, newSecret(), Optional.empty(), Untold.audit());
    return key;
  }

  private ApiKey key(Instant createdAt, Optional<Instant> expiresAt) {
    return new ApiKey(
        newId(),
        tenant.id(),
        "server",
        Set.of(KeyScope.ADMIN),
        Optional.empty(),
        createdAt,
        expiresAt,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static PageRequest page(int limit, Optional<String> cursor) {
    return new PageRequest(limit, cursor, Optional.empty(), Optional.empty());
  }

  private static Optional<RequestKey> request(String key, String content) {
    return Optional.of(new RequestKey("create", key, digest(content)));
  }

  private static String newId() {
    return "key_" + UUID.randomUUID().toString().replace("-", "");
  }

  private static Sha256 newSecret() {
    return digest(UUID.randomUUID().toString());
  }

  private static Sha256 digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
