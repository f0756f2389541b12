package dev.saldo.application.identity;

import dev.saldo.application.audit.AuditNote;
import dev.saldo.application.audit.InMemoryAuditLog;
import dev.saldo.domain.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The test clocks of tests. */
public final class InMemoryTestClocks implements TestClocks {
  private final InMemoryAuditLog auditLog;
  private final Map<TenantId, Instant> standing = new HashMap<>();
  private final Map<String, Done> requests = new HashMap<>();
  private final Set<TenantId> live = ConcurrentHashMap.newKeySet();

  private record Done(RequestKey request, Instant at) {}

  public InMemoryTestClocks() {
    this(new InMemoryAuditLog());
  }

  /** Clocks that tell this log. */
  public InMemoryTestClocks(InMemoryAuditLog auditLog) {
    this.auditLog = auditLog;
  }

  /** Makes a tenant live: it has no clock. */
  void live(TenantId tenant) {
    live.add(tenant);
  }

  @Override
  public synchronized Optional<Instant> find(TenantId tenant) {
    return Optional.ofNullable(standing.get(tenant));
  }

  @Override
  public synchronized Optional<Moved> remembered(TenantId tenant, RequestKey request) {
    return Optional.ofNullable(requests.get(name(tenant, request)))
        .map(
            done ->
                done.request().content().equals(request.content())
                    ? new Moved.Repeated(done.at())
                    : new Moved.KeyReused());
  }

  @Override
  public synchronized Moved move(
      TenantId tenant,
      Optional<Instant> from,
      Instant to,
      Optional<RequestKey> request,
      AuditNote note) {
    if (live.contains(tenant)) {
      throw new IllegalStateException("a live tenant has no test clock");
    }
    Optional<Moved> before = request.flatMap(key -> remembered(tenant, key));
    if (before.isPresent()) {
      return before.get();
    }
    if (!find(tenant).equals(from)) {
      return new Moved.Overtaken();
    }
    standing.put(tenant, to);
    auditLog.add(tenant, note);
    request.ifPresent(key -> requests.put(name(tenant, key), new Done(key, to)));
    return new Moved.Done(to);
  }

  private static String name(TenantId tenant, RequestKey request) {
    return tenant.value() + " " + request.key();
  }
}
