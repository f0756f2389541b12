package dev.saldo.domain.wallet;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of the ledger: an amount above zero moved from one account of a wallet to another. It is
 * never changed and never removed; a correction is another entry.
 *
 * @param sequence from 1, without gaps in a wallet
 * @param at the tenant's time that the rules used
 * @param recordedAt the database's time
 * @param command the number of the command that posted it; entries of one command share it
 * @param actor who caused it: the id of an API key, or {@code system}
 * @param after the available, held, frozen and owed credits once it was posted
 * @param hash SHA-256 over all of the above and the hash of the entry before
 */
public record Entry(
    WalletId wallet,
    long sequence,
    Instant at,
    Instant recordedAt,
    EntryKind kind,
    Account from,
    Account to,
    Credits amount,
    OptionalLong grant,
    OptionalLong hold,
    long command,
    String actor,
    Optional<String> reason,
    After after,
    Sha256 hash) {

  /** The balances of a wallet right after an entry. */
  public record After(Credits available, Credits held, Credits frozen, Credits debt) {
    /** The balances of a wallet before its first entry. */
    public static final After NOTHING = of(Balances.EMPTY);

    /** Available, held and frozen credits together. */
    public Credits posted() {
      return available.plus(held).plus(frozen);
    }

    static After of(Balances balances) {
      return new After(balances.available(), balances.held(), balances.frozen(), balances.debt());
    }
  }

  /** The same entry with the hash that follows {@code previous} in the chain. */
  Entry chainedTo(Sha256 previous) {
    return new Entry(
        wallet,
        sequence,
        at,
        recordedAt,
        kind,
        from,
        to,
        amount,
        grant,
        hold,
        command,
        actor,
        reason,
        after,
        hashAfter(previous));
  }

  /** The hash this entry must have if {@code previous} is the hash of the entry before it. */
  public Sha256 hashAfter(Sha256 previous) {
    String why = reason.orElse("");
    return Sha256.of(
        new EntryBytes(actor, why)
            .add(previous.bytes())
            .add(wallet.value())
            .add(sequence)
            .add(at)
            .add(recordedAt)
            .addCode(kind.code())
            .addCode(from.code())
            .addCode(to.code())
            .add(amount.micros())
            .add(grant)
            .add(hold)
            .add(command)
            .add(actor)
            .add(reason.isPresent())
            .add(why)
            .add(after.available().micros())
            .add(after.held().micros())
            .add(after.frozen().micros())
            .add(after.debt().micros())
            .toArray());
  }
}
