package dev.saldo.application.wallet;

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
  public synchronized User put(TenantId tenant, WalletId customer, User user) {
    return users.merge(
        new UserOf(tenant, customer, user.key()),
        user,
        (before, now) -> new User(now.key(), now.profile(), now.groups(), before.createdAt()));
  }

  @Override
  public synchronized boolean remove(TenantId tenant, WalletId customer, Key user) {
    return users.remove(new UserOf(tenant, customer, user)) != null;
  }
}
