package dev.saldo.domain.wallet;

import dev.saldo.domain.Sha256;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where the entries of a wallet stand after the first so many of them. Whoever follows them from
 * {@link #START}, or from where they were known to be sound, finds whatever was changed, added or
 * taken out since.
 *
 * @param sequence the place of the last entry; 0 before the first
 * @param hash that of the last entry
 * @param sums what all entries so far put into the accounts; nothing of it is reserved debt
 * @param after the balances that the last entry says
 */
public record EntryChain(long sequence, Sha256 hash, Balances sums, Entry.After after) {
  /** Before the first entry. */
  public static final EntryChain START = at(0, Sha256.ZERO, Balances.EMPTY);

  /** What can be wrong with an entry beside the ones before it. */
  public enum Break {
    /** It does not stand at the next place. */
    SEQUENCE,
    /** The balances it says are not those of the entry before with its amount moved. */
    BALANCES,
    /** Its hash does not follow from it and from the hash before. */
    HASH
  }

  /** Where entries stand whose sums were found to be these. */
  public static EntryChain at(long sequence, Sha256 hash, Balances sums) {
    return new EntryChain(sequence, hash, sums, Entry.After.of(sums));
  }

  /** What is wrong with the next entry; empty when it is sound. */
  public Set<Break> breaks(Entry next) {
    Set<Break> breaks = EnumSet.noneOf(Break.class);
    if (next.sequence() != sequence + 1) {
      breaks.add(Break.SEQUENCE);
    }
    if (!follows(next)) {
      breaks.add(Break.BALANCES);
    }
    if (!next.hash().equals(next.hashAfter(hash))) {
      breaks.add(Break.HASH);
    }
    return breaks;
  }

  /**
   * Where the entries stand after the next one. What it says is taken as it is, so that one break
   * is found once and not again in every entry behind it. An amount that was not there to be moved
   * stays where it was.
   */
  public EntryChain followedBy(Entry next) {
    return new EntryChain(
        next.sequence(), next.hash(), moved(sums, next).orElse(sums), next.after());
  }

  /** Where the entries stand after one that cannot be read as an entry. */
  public EntryChain passing(long place, Sha256 saidHash) {
    return new EntryChain(place, saidHash, sums, after);
  }

  /** Whether the other ends at the same place, with the same hash and the same balances. */
  public boolean endsLike(EntryChain other) {
    return sequence == other.sequence && hash.equals(other.hash) && after.equals(other.after);
  }

  private boolean follows(Entry next) {
    Balances before =
        new Balances(
            sums.issued(),
            after.available(),
            after.held(),
            after.frozen(),
            sums.spent(),
            sums.expired(),
            sums.voided(),
            after.debt(),
            sums.reservedDebt());
    return moved(before, next).map(Entry.After::of).equals(Optional.of(next.after()));
  }

  private static Optional<Balances> moved(Balances before, Entry entry) {
    try {
      return Optional.of(before.after(entry.from(), entry.to(), entry.amount()));
    } catch (ArithmeticException _) {
      // More was taken from an account than was in it.
      return Optional.empty();
    }
  }
}
