package dev.saldo.application.wallet;

import dev.saldo.application.audit.Audit;
import dev.saldo.application.audit.InMemoryAuditLog;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored users of tests. */
public final class InMemoryUsers implements Users {
  private final Map<UserOf, User> users = new HashMap<>();
  private final InMemoryAuditLog auditLog;

  public InMemoryUsers() {
    this(new InMemoryAuditLog());
  }

  /** A store that tells this log. */
  public InMemoryUsers(InMemoryAuditLog auditLog) {
    this.auditLog = auditLog;
  }

  private record UserOf(TenantId tenant, WalletId customer, Key user) {}

  @Override
  public synchronized Optional<User> find(TenantId tenant, WalletId customer, Key user) {
    return Optional.ofNullable(users.get(new UserOf(tenant, customer, user)));
  }

  /** The stored users of a customer, by their keys. */
  synchronized List<User> of(TenantId tenant, WalletId customer) {
    return users.entrySet().stream()
        .filter(each -> each.getKey().tenant().equals(tenant))
        .filter(each -> each.getKey().customer().equals(customer))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparing(user -> user.key().value()))
        .toList();
  }

  @Override
  public synchronized User put(TenantId tenant, WalletId customer, User user, Audit<User> audit) {
    Optional<User> was = find(tenant, customer, user.key());
    User is =
        users.merge(
            new UserOf(tenant, customer, user.key()),
            user,
            (before, now) -> new User(now.key(), now.profile(), now.groups(), before.createdAt()));
    auditLog.add(tenant, audit.note(was, Optional.of(is)));
    return is;
  }

  @Override
  public synchronized boolean remove(
      TenantId tenant, WalletId customer, Key user, Audit<User> audit) {
    Optional<User> was = Optional.ofNullable(users.remove(new UserOf(tenant, customer, user)));
    auditLog.add(tenant, audit.note(was, Optional.empty()));
    return was.isPresent();
  }
}
