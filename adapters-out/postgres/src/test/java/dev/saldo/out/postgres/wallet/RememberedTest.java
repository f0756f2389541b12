package dev.saldo.out.postgres.wallet;

import static dev.saldo.application.wallet.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saldo.application.wallet.InMemoryFixture;
import dev.saldo.application.wallet.LedgerFixture;
import dev.saldo.application.wallet.ManualClock;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.Credits;
import dev.saldo.domain.WalletId;
import dev.saldo.domain.wallet.Grant;
import dev.saldo.domain.wallet.Reads;
import dev.saldo.domain.wallet.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private final LedgerFixture fixture = InMemoryFixture.on(new ManualClock(START));

  /** A wallet with a grant, as it is stored. */
  private Remembered.Known known() {
    WalletId id = Samples.newWallet();
    fixture.ledger().submit(Samples.open(id, Samples.plan("free", 100)));
    Snapshot seen = fixture.ledger().look(Samples.TENANT, id, (_, _) -> Reads.NOTHING).snapshot();
    Loaded.Parts parts = new Loaded.Parts();
    parts.grants.putAll(seen.grants());
    return new Remembered.Known(seen.wallet().orElseThrow(), parts);
  }

  @Test
  void givesAWalletOnce() {
    Remembered remembered = new Remembered();
    Remembered.Known known = known();
    WalletId id = known.wallet().id();
    remembered.keep(known.wallet(), known.parts());
    assertThat(remembered.take(List.of(id))).isEqualTo(Map.of(id, known));
    assertThat(remembered.take(List.of(id))).isEmpty();
  }

  @Test
  void forgetsWhatWasNotUsedForLongest() {
    Remembered remembered = new Remembered(5);
    Remembered.Known first = known();
    Remembered.Known second = known();
    Remembered.Known third = known();
    for (Remembered.Known each : List.of(first, second, third)) {
      remembered.keep(each.wallet(), each.parts());
    }
    List<WalletId> ids = List.of(first.wallet().id(), second.wallet().id(), third.wallet().id());
    assertThat(remembered.take(ids)).containsOnlyKeys(second.wallet().id(), third.wallet().id());
  }

  @Test
  void forgetsGrantsThatAreUsedUp() {
    Remembered remembered = new Remembered();
    Remembered.Known known = known();
    Grant whole = known.parts().grants.values().iterator().next();
    Grant spent =
        new Grant(
            whole.id(),
            whole.source(),
            whole.amount(),
            whole.priority(),
            whole.createdAt(),
            whole.effectiveAt(),
            whole.expiresAt(),
            whole.scope(),
            whole.paid(),
            whole.reason(),
            whole.scheduled(),
            new Grant.Buckets(
                Credits.ZERO,
                Credits.ZERO,
                Credits.ZERO,
                whole.amount(),
                Credits.ZERO,
                Credits.ZERO));
    known.parts().grants.put(whole.id().number(), spent);
    WalletId id = known.wallet().id();
    remembered.keep(known.wallet(), known.parts());
    assertThat(remembered.take(List.of(id)).get(id).parts().grants).isEmpty();
  }

  @Test
  void doesNotRememberAWalletWithAVeryLongList() {
    Remembered remembered = new Remembered();
    Remembered.Known known = known();
    Grant grant = known.parts().grants.values().iterator().next();
    for (long number = 1; number <= Remembered.WALLET_SIZE_MAX; number++) {
      known.parts().grants.put(number, grant);
    }
    remembered.keep(known.wallet(), known.parts());
    assertThat(remembered.take(List.of(known.wallet().id()))).isEmpty();
  }
}
