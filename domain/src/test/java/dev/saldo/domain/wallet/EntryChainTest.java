package dev.saldo.domain.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.EntryChain.Break;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Entries are followed one after the other: 10 come in, 4 are held, 3 of them are charged. */
final class EntryChainTest {
  private static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");

  private final Entry granted =
      entry(1, EntryKind.GRANT, Account.ISSUED, Account.AVAILABLE, 10, after(10, 0), Sha256.ZERO);
  private final Entry held =
      entry(2, EntryKind.HOLD, Account.AVAILABLE, Account.HELD, 4, after(6, 4), granted.hash());
  private final Entry charged =
      entry(3, EntryKind.CHARGE, Account.HELD, Account.SPENT, 3, after(6, 1), held.hash());

  @Test
  void followsSoundEntriesToTheirEnd() {
    EntryChain chain = EntryChain.START;
    for (Entry next : new Entry[] {granted, held, charged}) {
      assertThat(chain.breaks(next)).isEmpty();
      chain = chain.followedBy(next);
    }

    assertThat(chain.sums())
        .isEqualTo(
            new Balances(
                credits(10),
                credits(6),
                credits(1),
                credits(0),
                credits(3),
                credits(0),
                credits(0),
                credits(0),
                credits(0)));
    assertThat(chain.endsLike(EntryChain.at(3, charged.hash(), chain.sums()))).isTrue();
    assertThat(chain.endsLike(EntryChain.at(2, charged.hash(), chain.sums()))).isFalse();
    assertThat(chain.endsLike(EntryChain.at(3, held.hash(), chain.sums()))).isFalse();
    assertThat(chain.endsLike(EntryChain.at(3, charged.hash(), Balances.EMPTY))).isFalse();
  }

  @Test
  void goesOnFromWhereEntriesWereSound() {
    EntryChain before = EntryChain.START.followedBy(granted).followedBy(held);
    EntryChain kept = EntryChain.at(before.sequence(), before.hash(), before.sums());

    assertThat(kept).isEqualTo(before);
    assertThat(kept.breaks(charged)).isEmpty();
  }

  @Test
  void findsAMissingEntryAndTellsOfItOnce() {
    EntryChain chain = EntryChain.START.followedBy(granted);

    assertThat(chain.breaks(charged)).containsExactly(Break.SEQUENCE, Break.BALANCES, Break.HASH);
    assertThat(
            chain
                .followedBy(charged)
                .breaks(
                    entry(
                        4,
                        EntryKind.RETURN,
                        Account.HELD,
                        Account.AVAILABLE,
                        1,
                        after(7, 0),
                        charged.hash())))
        .isEmpty();
  }

  @Test
  void findsBalancesThatDoNotFollow() {
    Entry wrong =
        entry(2, EntryKind.HOLD, Account.AVAILABLE, Account.HELD, 4, after(7, 4), granted.hash());

    assertThat(EntryChain.START.followedBy(granted).breaks(wrong)).containsExactly(Break.BALANCES);
  }

  @Test
  void findsAnAmountThatWasNotThere() {
    Entry wrong =
        entry(2, EntryKind.HOLD, Account.AVAILABLE, Account.HELD, 11, after(0, 11), granted.hash());
    EntryChain chain = EntryChain.START.followedBy(granted);

    assertThat(chain.breaks(wrong)).containsExactly(Break.BALANCES);
    assertThat(chain.followedBy(wrong).sums()).isEqualTo(chain.sums());
  }

  @Test
  void findsAnotherHash() {
    Entry wrong =
        entry(2, EntryKind.HOLD, Account.AVAILABLE, Account.HELD, 4, after(6, 4), Sha256.ZERO);

    assertThat(EntryChain.START.followedBy(granted).breaks(wrong)).containsExactly(Break.HASH);
  }

  @Test
  void passesWhatIsNoEntry() {
    EntryChain chain = EntryChain.START.followedBy(granted).passing(2, held.hash());

    assertThat(chain.sequence()).isEqualTo(2);
    assertThat(chain.breaks(charged)).containsExactly(Break.BALANCES);
  }

  private static Entry entry(
      long sequence,
      EntryKind kind,
      Account from,
      Account to,
      long amount,
      Entry.After after,
      Sha256 previous) {
    return new Entry(
            new WalletId(1),
            sequence,
            AT,
            AT,
            kind,
            from,
            to,
            credits(amount),
            OptionalLong.of(7),
            OptionalLong.empty(),
            9,
            "key_1",
            Optional.empty(),
            after,
            Sha256.ZERO)
        .chainedTo(previous);
  }

  private static Entry.After after(long available, long held) {
    return new Entry.After(credits(available), credits(held), credits(0), credits(0));
  }

  private static Credits credits(long amount) {
    return Credits.of(amount);
  }
}
