package dev.saldo.application.identity;

import dev.saldo.application.InMemoryPages;
import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.InMemoryAuditLog;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.ApiKey;
import dev.saldo.domain.identity.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The API keys of tests. */
public final class InMemoryApiKeys implements ApiKeys {
  private final InMemoryTenants tenants;
  private final InMemoryAuditLog auditLog;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Sha256> requests = new HashMap<>();

  public InMemoryApiKeys(InMemoryTenants tenants) {
    this(tenants, new InMemoryAuditLog());
  }

  /** Keys that tell this log. */
  public InMemoryApiKeys(InMemoryTenants tenants, InMemoryAuditLog auditLog) {
    this.tenants = tenants;
    this.auditLog = auditLog;
  }

  private record Row(ApiKey key, Sha256 secret, Optional<Sha256> previous) {
    boolean opens(Sha256 asked, Instant now) {
      return secret.equals(asked)
          || (previous.equals(Optional.of(asked))
              && key.previousUntil().filter(now::isBefore).isPresent());
    }
  }

  @Override
  public synchronized Optional<Caller> findBySecret(Sha256 secret, Instant now) {
    return rows.stream()
        .filter(row -> row.opens(secret, now))
        .map(row -> new Caller(tenants.get(row.key().tenant()), row.key()))
        .findFirst();
  }

  @Override
  public synchronized Optional<ApiKey> find(TenantId tenant, String id) {
    return row(tenant, id).map(Row::key);
  }

  @Override
  public synchronized Page<ApiKey> list(TenantId tenant, PageRequest page) {
    List<ApiKey> keys =
        rows.stream()
            .map(Row::key)
            .filter(key -> key.tenant().equals(tenant))
            .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id).reversed())
            .toList();
    return InMemoryPages.page(keys, page, ApiKey::createdAt, ApiKey::id);
  }

  @Override
  public synchronized Stored add(
      TenantId tenant,
      ApiKey key,
      Sha256 secret,
      Optional<RequestKey> request,
      Audit<ApiKey> audit) {
    return once(
        tenant,
        request,
        () -> {
          rows.add(new Row(key, secret, Optional.empty()));
          auditLog.add(tenant, audit.note(Optional.empty(), Optional.of(key)));
          return new Stored.Done(key);
        });
  }

  @Override
  public synchronized Stored rotate(
      TenantId tenant,
      String id,
      Sha256 secret,
      Instant previousUntil,
      Optional<RequestKey> request,
      Audit<ApiKey> audit) {
    Optional<ApiKey> was = find(tenant, id);
    return once(
        tenant,
        request,
        () ->
            row(tenant, id)
                .filter(row -> row.key().revokedAt().isEmpty())
                .map(
                    row ->
                        replace(
                            row,
                            new Row(
                                with(
                                    row.key(),
                                    Optional.of(previousUntil),
                                    row.key().revokedAt(),
                                    row.key().lastUsedAt()),
                                secret,
                                Optional.of(row.secret()))))
                .<Stored>map(
                    is -> {
                      auditLog.add(tenant, audit.note(was, Optional.of(is)));
                      return new Stored.Done(is);
                    })
                .orElseGet(Stored.Unknown::new));
  }

  @Override
  public synchronized Optional<ApiKey> revoke(
      TenantId tenant, String id, Instant at, Audit<ApiKey> audit) {
    Optional<ApiKey> was = find(tenant, id);
    Optional<ApiKey> is =
        change(
            tenant,
            id,
            key ->
                with(
                    key,
                    key.previousUntil(),
                    key.revokedAt().or(() -> Optional.of(at)),
                    key.lastUsedAt()));
    auditLog.add(tenant, audit.note(was, is));
    return is;
  }

  @Override
  public synchronized void used(TenantId tenant, String id, Instant at) {
    change(
        tenant,
        id,
        key ->
            with(
                key,
                key.previousUntil(),
                key.revokedAt(),
                key.lastUsedAt().filter(at::isBefore).or(() -> Optional.of(at))));
  }

  private Stored once(TenantId tenant, Optional<RequestKey> request, Supplier<Stored> work) {
    Optional<String> name =
        request.map(asked -> tenant.value() + " " + asked.operation() + " " + asked.key());
    Optional<Sha256> first = name.map(requests::get);
    if (first.isPresent()) {
      return first.equals(request.map(RequestKey::content))
          ? new Stored.Repeated()
          : new Stored.KeyReused();
    }
    Stored stored = work.get();
    if (stored instanceof Stored.Done) {
      name.ifPresent(key -> requests.put(key, request.orElseThrow().content()));
    }
    return stored;
  }

  private Optional<Row> row(TenantId tenant, String id) {
    return rows.stream()
        .filter(row -> row.key().tenant().equals(tenant) && row.key().id().equals(id))
        .findFirst();
  }

  private Optional<ApiKey> change(TenantId tenant, String id, UnaryOperator<ApiKey> change) {
    return row(tenant, id)
        .map(row -> replace(row, new Row(change.apply(row.key()), row.secret(), row.previous())));
  }

  private ApiKey replace(Row old, Row changed) {
    rows.set(rows.indexOf(old), changed);
    return changed.key();
  }

  private static ApiKey with(
      ApiKey key,
      Optional<Instant> previousUntil,
      Optional<Instant> revokedAt,
      Optional<Instant> lastUsedAt) {
    return new ApiKey(
        key.id(),
        key.tenant(),
        key.name(),
        key.scopes(),
        key.customer(),
        key.createdAt(),
        key.expiresAt(),
        previousUntil,
        revokedAt,
        lastUsedAt);
  }
}
