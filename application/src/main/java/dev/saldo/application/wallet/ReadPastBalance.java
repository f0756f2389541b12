package dev.saldo.application.wallet;

import dev.saldo.domain.Key;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.wallet.Entry;
import dev.saldo.domain.wallet.UpToDate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Shows what was in a customer's wallet at an instant, by the entries up to it. What time had made
 * due by then counts, also while nobody has posted it.
 */
public final class ReadPastBalance {
  private final ReadWallet readWallet;
  private final WalletRecords records;

  public ReadPastBalance(ReadWallet readWallet, WalletRecords records) {
    this.readWallet = readWallet;
    this.records = records;
  }

  /** What was there. */
  public sealed interface Result {
    /**
     * The balances once everything of that instant and before it had happened.
     *
     * @param balances nothing before the first entry
     * @param zone the customer's, now
     */
    record Known(Instant at, Entry.After balances, ZoneId zone) implements Result {}

    /**
     * The entries of that time were dropped.
     *
     * @param start the first instant that is known
     */
    record HistoryGone(Instant start, ZoneId zone) implements Result {}

    /** That is still to come. */
    record InTheFuture() implements Result {}

    /** There is no such customer, or the key is bound to another. */
    record CustomerUnknown() implements Result {}
  }

  /** Reads the balances at an instant. */
  public Result read(Caller caller, Key customer, Instant at) {
    return readWallet
        .read(caller, customer)
        .map(view -> read(caller.tenant().id(), view, at))
        .orElseGet(Result.CustomerUnknown::new);
  }

  private Result read(TenantId tenant, ReadWallet.View view, Instant at) {
    UpToDate now = view.wallet();
    if (at.isAfter(now.wallet().lastAt())) {
      return new Result.InTheFuture();
    }
    return unposted(now, at)
        .or(() -> records.lastEntry(tenant, view.customer().wallet(), at))
        .<Result>map(entry -> new Result.Known(at, entry.after(), now.wallet().zone()))
        .orElseGet(() -> beforeEntries(tenant, view, at));
  }

  /**
   * What is known of an instant that no entry is left of; asked after the entries, never before.
   */
  private Result beforeEntries(TenantId tenant, ReadWallet.View view, Instant at) {
    ZoneId zone = view.wallet().wallet().zone();
    return records
        .historyStart(tenant, view.customer().wallet())
        .<Result>map(
            start ->
                at.isBefore(start.at())
                    ? new Result.HistoryGone(start.at(), zone)
                    : new Result.Known(at, start.balances(), zone))
        .orElseGet(() -> new Result.Known(at, Entry.After.NOTHING, zone));
  }

  /** The last entry up to an instant among those that are due and not stored yet. */
  private static Optional<Entry> unposted(UpToDate now, Instant at) {
    return now.change().entries().stream()
        .filter(entry -> !entry.at().isAfter(at))
        .reduce((_, later) -> later);
  }
}
