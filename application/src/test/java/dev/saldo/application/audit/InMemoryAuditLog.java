package dev.saldo.application.audit;

import dev.saldo.application.InMemoryPages;
import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The audit log of tests; a record is a second later than the one before. */
public final class InMemoryAuditLog implements AuditLog {
  private static final Instant FIRST = Instant.parse("2026-11-10T15:00:00Z");

  private final List<Row> rows = new ArrayList<>();
  private final Set<Command> told = new HashSet<>();
  private int changes;

  private record Command(TenantId tenant, WalletId wallet, long number) {}

  private record Row(TenantId tenant, AuditRecord told) {}

  /** Adds what was changed, as the stores of what was changed do. */
  public synchronized void add(TenantId tenant, AuditNote note) {
    changes++;
    for (Difference difference : note.differences()) {
      int place = rows.size();
      rows.addFirst(
          new Row(
              tenant,
              new AuditRecord(
                  "audit_%08d".formatted(place),
                  "change_%08d".formatted(changes),
                  FIRST.plusSeconds(changes),
                  note.author(),
                  difference)));
    }
  }

  @Override
  public synchronized void addOnce(TenantId tenant, WalletId wallet, long command, AuditNote note) {
    if (told.add(new Command(tenant, wallet, command))) {
      add(tenant, note);
    }
  }

  @Override
  public synchronized Page<AuditRecord> list(TenantId tenant, Filter filter, PageRequest page) {
    List<AuditRecord> found =
        rows.stream()
            .filter(row -> row.tenant().equals(tenant))
            .map(Row::told)
            .filter(told -> agrees(filter.kind(), told.difference().kind()))
            .filter(told -> agrees(filter.key(), told.difference().key()))
            .filter(told -> agrees(filter.actor(), told.author().actor()))
            .toList();
    return InMemoryPages.page(found, page, AuditRecord::at, AuditRecord::id);
  }

  private static boolean agrees(Optional<String> wanted, String found) {
    return wanted.filter(text -> !text.equals(found)).isEmpty();
  }
}
