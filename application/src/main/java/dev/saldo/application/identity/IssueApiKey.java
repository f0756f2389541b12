package dev.saldo.application.identity;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.Author;
import dev.saldo.application.audit.Difference;
import dev.saldo.application.identity.ApiKeys.Stored;
import dev.saldo.domain.Key;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.identity.KeyScope;
import dev.saldo.domain.identity.KeySecret;
import dev.saldo.domain.identity.Tenant;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes API keys and gives them new secrets. A secret is shown once and never again. */
public final class IssueApiKey {
  /** How long the old secret works after a rotation when nothing is said. */
  public static final Duration OVERLAP_DEFAULT = Duration.ofHours(24);

  /** The longest time an old secret may go on working. */
  public static final Duration OVERLAP_MAX = Duration.ofDays(30);

  private static final int SECRET_BYTES = 32;
  private static final int ID_BYTES = 16;
  private static final int ID_RADIX = 32;

  private final ApiKeys keys;
  private final Secrets secrets;
  private final InstantSource time;

  public IssueApiKey(ApiKeys keys, Secrets secrets, InstantSource time) {
    this.keys = keys;
    this.secrets = secrets;
    this.time = time;
  }

  /** The key that is wanted. */
  public record Request(
      String name, Set<KeyScope> scopes, Optional<Key> customer, Optional<Instant> expiresAt) {
    private static final int NAME_LENGTH_MAX = 100;
    private static final Set<KeyScope> UNBOUND_ONLY = Set.of(KeyScope.ADMIN, KeyScope.CATALOG);

    public Request {
      require(!name.isBlank() && name.length() <= NAME_LENGTH_MAX, "must be 1 to 100 characters");
      require(!scopes.isEmpty(), "must have at least one scope");
      require(
          customer.isEmpty() || Collections.disjoint(scopes, UNBOUND_ONLY),
          "must not be admin or catalog for a key that is bound to a customer");
      scopes = Set.copyOf(scopes);
    }
  }

  /** How it went. */
  public sealed interface Result {
    /** The key, with the only showing of its secret. */
    record Issued(ApiKey key, KeySecret secret) implements Result {}

    /** The same request was answered before, and a secret is shown once. */
    record AlreadyShown() implements Result {}

    /** The idempotency key was used with other content. */
    record KeyReused() implements Result {}

    /** There is no such key, or it is revoked. */
    record Unknown() implements Result {}
  }

  /**
   * Makes a key of the caller's tenant.
   *
   * @param audit how the change is told
   */
  public Result issue(
      Caller caller,
      Request request,
      Optional<ApiKeys.RequestKey> requestKey,
      Audit<ApiKey> audit) {
    KeySecret secret = newSecret(caller.tenant());
    ApiKey key = newKey(caller.tenant(), request);
    return result(keys.add(key.tenant(), key, secret.digest(), requestKey, audit), secret);
  }

  /** A secret that nobody has, for a key of this tenant. */
  KeySecret newSecret(Tenant tenant) {
    return KeySecret.of(tenant.test(), secrets.bytes(SECRET_BYTES));
  }

  /**
   * Makes a key with this secret, for a tenant that has none yet. With it the tenant is complete,
   * so that is told too.
   *
   * @param author who creates the tenant
   */
  public ApiKey issueFirst(Tenant tenant, KeySecret secret, Author author) {
    ApiKey key =
        newKey(
            tenant,
            new Request("admin", Set.of(KeyScope.ADMIN), Optional.empty(), Optional.empty()));
    keys.add(tenant.id(), key, secret.digest(), Optional.empty(), creation(tenant, author));
    return key;
  }

  private static Audit<ApiKey> creation(Tenant tenant, Author author) {
    return new Audit<>(
        author,
        (_, key) ->
            Stream.of(
                    Difference.between(
                        "tenant",
                        tenant.slug(),
                        Optional.empty(),
                        Optional.of(Map.of("slug", tenant.slug(), "test", tenant.test()))),
                    key.flatMap(
                        made ->
                            Difference.between(
                                "api_key",
                                made.id(),
                                Optional.empty(),
                                Optional.of(
                                    Map.of(
                                        "id",
                                        made.id(),
                                        "name",
                                        made.name(),
                                        "scopes",
                                        List.of("admin"),
                                        "created_at",
                                        made.createdAt().toString())))))
                .flatMap(Optional::stream)
                .toList());
  }

  /**
   * Gives a key a new secret; the old one works on for the overlap.
   *
   * @param audit how the change is told
   */
  public Result rotate(
      Caller caller,
      String id,
      Duration overlap,
      Optional<ApiKeys.RequestKey> requestKey,
      Audit<ApiKey> audit) {
    KeySecret secret = newSecret(caller.tenant());
    Instant previousUntil = time.instant().plus(overlap);
    return result(
        keys.rotate(caller.tenant().id(), id, secret.digest(), previousUntil, requestKey, audit),
        secret);
  }

  private ApiKey newKey(Tenant tenant, Request request) {
    return new ApiKey(
        "key_" + new BigInteger(1, secrets.bytes(ID_BYTES)).toString(ID_RADIX),
        tenant.id(),
        request.name(),
        request.scopes(),
        request.customer(),
        time.instant(),
        request.expiresAt(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Result result(Stored stored, KeySecret secret) {
    return switch (stored) {
      case Stored.Done(ApiKey key) -> new Result.Issued(key, secret);
      case Stored.Repeated() -> new Result.AlreadyShown();
      case Stored.KeyReused() -> new Result.KeyReused();
      case Stored.Unknown() -> new Result.Unknown();
    };
  }
}
