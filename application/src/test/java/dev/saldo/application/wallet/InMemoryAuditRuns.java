package dev.saldo.application.wallet;

import dev.saldo.domain.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The runs of tests; a run is asked for a second after the one before. No finding is known. */
public final class InMemoryAuditRuns implements AuditRuns {
  private static final Comparator<AuditRun> NEWEST = Comparator.comparing(AuditRun::id).reversed();

  private final List<Row> rows = new ArrayList<>();
  private final Set<AuditRun.Kind> going = EnumSet.noneOf(AuditRun.Kind.class);
  private Optional<Instant> upToDateAt = Optional.empty();

  private record Row(TenantId tenant, AuditRun run) {}

  @Override
  public <T> Optional<T> alone(AuditRun.Kind kind, Supplier<T> work) {
    synchronized (this) {
      if (!going.add(kind)) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(work.get());
    } finally {
      synchronized (this) {
        going.remove(kind);
      }
    }
  }

  @Override
  public synchronized AuditRun request(TenantId tenant) {
    return of(tenant)
        .filter(run -> run.end().isEmpty())
        .findFirst()
        .orElseGet(() -> put(tenant, AuditRun.Kind.FULL, now(), Optional.empty()));
  }

  @Override
  public synchronized List<Requested> requested() {
    return rows.stream()
        .filter(row -> row.run().end().isEmpty())
        .map(row -> new Requested(row.tenant(), row.run().id()))
        .toList();
  }

  @Override
  public synchronized void end(Requested requested, AuditRun.End end) {
    rows.replaceAll(
        row ->
            row.run().id().equals(requested.id())
                    && row.tenant().equals(requested.tenant())
                    && row.run().end().isEmpty()
                ? new Row(
                    row.tenant(),
                    new AuditRun(
                        row.run().id(),
                        row.run().kind(),
                        row.run().requestedAt(),
                        Optional.of(end)))
                : row);
  }

  @Override
  public synchronized void add(TenantId tenant, AuditRun.Kind kind, AuditRun.End end) {
    put(tenant, kind, end.at().minus(end.took()), Optional.of(end));
  }

  @Override
  public synchronized void upToDate() {
    upToDateAt = Optional.of(now());
  }

  @Override
  public synchronized Report report(TenantId tenant, int max) {
    List<AuditRun> newest =
        Arrays.stream(AuditRun.Kind.values())
            .flatMap(kind -> of(tenant).filter(run -> run.kind() == kind).sorted(NEWEST).limit(max))
            .sorted(NEWEST)
            .toList();
    return new Report(upToDateAt, 0, List.of(), newest);
  }

  @Override
  public synchronized Status status() {
    return new Status(0, upToDateAt);
  }

  private Stream<AuditRun> of(TenantId tenant) {
    return rows.stream().filter(row -> row.tenant().equals(tenant)).map(Row::run);
  }

  private AuditRun put(
      TenantId tenant, AuditRun.Kind kind, Instant began, Optional<AuditRun.End> end) {
    AuditRun run = new AuditRun("check_%08d".formatted(rows.size()), kind, began, end);
    rows.add(new Row(tenant, run));
    return run;
  }

  private Instant now() {
    return Samples.START.plusSeconds(rows.size());
  }
}
