package dev.saldo.in.rest.wallet;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.UpToDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stored grants as they are now: what time has made due is taken into account although nobody has
 * posted it yet.
 */
final class GrantsNow {
  private final Map<Long, Grant> changed = new HashMap<>();

  GrantsNow(UpToDate wallet) {
    wallet.change().grants().forEach(grant -> changed.put(grant.id().number(), grant));
  }

  /**
   * The page as it is now. The first page begins with grants that are due and not yet stored, such
   * as the allowance of a cycle that has just begun.
   */
  Page<Grant> of(Page<Grant> stored, PageRequest part) {
    List<Grant> now = new ArrayList<>();
    if (part.cursor().isEmpty()) {
      now.addAll(unstored(stored.data(), part));
    }
    stored.data().forEach(grant -> now.add(changed.getOrDefault(grant.id().number(), grant)));
    return new Page<>(now, stored.next());
  }

  private List<Grant> unstored(List<Grant> stored, PageRequest part) {
    long newest = stored.stream().mapToLong(grant -> grant.id().number()).max().orElse(0);
    return changed.values().stream()
        .filter(grant -> grant.id().number() > newest)
        .filter(grant -> part.from().filter(grant.createdAt()::isBefore).isEmpty())
        .filter(grant -> part.to().filter(end -> !grant.createdAt().isBefore(end)).isEmpty())
        .sorted(Comparator.comparingLong((Grant grant) -> grant.id().number()).reversed())
        .toList();
  }
}
