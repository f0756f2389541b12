package dev.saldo.application.wallet;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.Audit;
import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.plan.PlanTerms;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The customers of a tenant. Another tenant's customers are not there. */
public interface Customers {
  /** The customer of this key. */
  Optional<Customer> find(TenantId tenant, Key key);

  /** The customer of this wallet. */
  Optional<Customer> of(TenantId tenant, WalletId wallet);

  /**
   * Who is in a group: customers that are, for their anonymous user, and stored users that are or
   * whose customer is. Only of customers whose wallet is open, ordered by wallet, then user.
   *
   * @param max how many at most
   */
  List<Party> members(TenantId tenant, String group, int max);

  /**
   * Everything that preparing a call needs to know of who calls, in one read. Empty when the
   * customer is unknown or its wallet is not open.
   *
   * @param user empty for the anonymous user
   */
  Optional<Party> party(TenantId tenant, Key customer, Optional<Key> user);

  /**
   * Who calls.
   *
   * @param user empty when anonymous or never stored
   * @param terms the plan as it was read, a scheduled one once its time has come; the ledger says
   *     {@code Stale} if it has changed since
   */
  record Party(Customer customer, Optional<User> user, PlanTerms terms) {
    /** The profile that is asked for, or the stored user's, or that of a user never stored. */
    String profile(Optional<String> asked) {
      return asked.or(() -> user.map(User::profile)).orElse(User.PROFILE_DEFAULT);
    }

    /** The customer's groups with those that are asked for, or with the stored user's. */
    Set<String> groups(Optional<Set<String>> asked) {
      Set<String> groups = new HashSet<>(customer.groups());
      asked.or(() -> user.map(User::groups)).ifPresent(groups::addAll);
      return groups;
    }
  }

  /**
   * Stores a customer that may be there already: the first to come keeps its wallet. Name, groups
   * and metadata of one that exists are left as they are.
   *
   * @return what is stored
   */
  Customer add(TenantId tenant, Customer customer);

  /**
   * Marks a customer open, and leaves the rest as it is. The customer must exist.
   *
   * @param audit how the change is told
   * @return what is stored
   */
  Customer open(TenantId tenant, Key key, Audit<Customer> audit);

  /**
   * Replaces name, groups, metadata and {@code open}. The customer must exist.
   *
   * @param audit how the change is told
   */
  void update(TenantId tenant, Customer customer, Audit<Customer> audit);

  /**
   * Customers, newest first.
   *
   * @param query a part of key or name, in any case; empty for all
   * @param plan the plan they are on now; empty for all
   */
  Page<Customer> list(
      TenantId tenant, Optional<String> query, Optional<String> plan, PageRequest page);
}
