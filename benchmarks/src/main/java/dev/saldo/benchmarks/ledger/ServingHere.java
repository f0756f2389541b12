package dev.saldo.benchmarks.ledger;

import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Callers and ledger in this process. */
final class ServingHere implements Serving {
  private final OpenLedger open;
  private final Load load;
  private long commitsBefore;
  private @Nullable Measured measured;

  /** Starts the callers at once. */
  ServingHere(Site site, Cell cell, ThreadFactory threads) {
    this.open = OpenLedger.of(site.logins(), cell.adapter(), cell.workers());
    this.load = new Load(open.ledger(), site.installation().calls(), site.wallets(), cell.shape());
    load.start(cell.callers(), threads);
  }

  @Override
  public void beginMeasuring() {
    commitsBefore = open.batching().commits();
    load.beginMeasuring();
  }

  @Override
  public void endMeasuring() {
    measured = load.endMeasuring(open.batching().commits() - commitsBefore);
  }

  @Override
  public Measured measured() {
    return Objects.requireNonNull(measured, "nothing was measured");
  }

  @Override
  public Acknowledged stop() throws InterruptedException {
    return load.stop();
  }

  @Override
  public void close() {
    open.close();
  }
}
