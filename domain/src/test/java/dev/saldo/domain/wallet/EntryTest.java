package dev.saldo.domain.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Sha256;
import dev.saldo.domain.WalletId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The chain of hashes: nothing in an entry can change without breaking it. */
class EntryTest {
  private static final Instant AT = Instant.parse("2026-11-10T15:00:00.123456Z");
  private static final Entry ENTRY =
      new Entry(
          new WalletId(1),
          2,
          AT,
          AT.plusMillis(5),
          EntryKind.CHARGE,
          Account.HELD,
          Account.SPENT,
          new Credits(1_500_000),
          OptionalLong.of(7),
          OptionalLong.of(8),
          9,
          "key_1",
          Optional.of("because"),
          after(1, 2, 3, 4),
          Sha256.ZERO);

  /** Other values for every member but the hash itself. */
  private static final Map<String, List<Object>> OTHERS =
      Map.ofEntries(
          Map.entry("wallet", List.of(new WalletId(2))),
          Map.entry("sequence", List.of(3L)),
          Map.entry("at", List.of(AT.plusNanos(1000), AT.plusSeconds(1), AT.plusMillis(5))),
          Map.entry("recordedAt", List.of(AT, AT.plusMillis(5).plusNanos(1000))),
          Map.entry("kind", List.of(EntryKind.RETURN)),
          Map.entry("from", List.of(Account.AVAILABLE)),
          Map.entry("to", List.of(Account.EXPIRED)),
          Map.entry("amount", List.of(new Credits(1_500_001))),
          Map.entry("grant", List.of(OptionalLong.of(8), OptionalLong.of(0), OptionalLong.empty())),
          Map.entry("hold", List.of(OptionalLong.of(7), OptionalLong.of(0), OptionalLong.empty())),
          Map.entry("command", List.of(10L)),
          Map.entry("actor", List.of("key_2", "key_1because", "")),
          Map.entry("reason", List.of(Optional.of("becausf"), Optional.empty(), Optional.of(""))),
          Map.entry(
              "after",
              List.of(after(9, 2, 3, 4), after(1, 9, 3, 4), after(1, 2, 9, 4), after(1, 2, 3, 9))));

  @Test
  void hashesEveryMember() throws ReflectiveOperationException {
    Set<Sha256> hashes = new HashSet<>(Set.of(ENTRY.hashAfter(Sha256.ZERO)));
    RecordComponent[] members = Entry.class.getRecordComponents();
    for (int i = 0; i < members.length - 1; i++) {
      for (Object other : OTHERS.get(members[i].getName())) {
        assertThat(hashes.add(with(i, other).hashAfter(Sha256.ZERO)))
            .as("%s = %s", members[i].getName(), other)
            .isTrue();
      }
    }
    assertThat(members[members.length - 1].getName()).isEqualTo("hash");
    assertThat(OTHERS).hasSize(members.length - 1);
  }

  @Test
  void hasPostedWhatIsAvailableHeldOrFrozen() {
    assertThat(after(1, 2, 3, 4).posted()).isEqualTo(new Credits(6));
  }

  @Test
  void hashesTheEntryBefore() {
    assertThat(ENTRY.hashAfter(Sha256.of(new byte[] {1})))
        .isNotEqualTo(ENTRY.hashAfter(Sha256.ZERO));
  }

  @Test
  void chainsToTheEntryBefore() {
    Sha256 previous = Sha256.of(new byte[] {1});
    Entry chained = ENTRY.chainedTo(previous);

    assertThat(chained.hash()).isEqualTo(ENTRY.hashAfter(previous));
    assertThat(chained.hashAfter(previous)).isEqualTo(chained.hash());
    assertThat(chained).usingRecursiveComparison().ignoringFields("hash").isEqualTo(ENTRY);
  }

  @Test
  void hasAHashThatNeverChanges() {
    assertThat(ENTRY.hashAfter(Sha256.ZERO))
        .hasToString("1887fefc81e899c6f78119829294c40d15a85cc3f6dc47bcf6009614926c3939");
  }

  @Test
  void hashesTextsAsJavaWritesThem() throws IOException {
    String all = "a\u0000\u007f\u0080\u07ff\u0800\uffff é € \uD83D\uDE00";
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    new DataOutputStream(written).writeUTF(all);

    assertThat(new EntryBytes(all, "").add(all).toArray()).isEqualTo(written.toByteArray());
  }

  @Test
  void hashesTextsUpToWhatJavaWrites() throws IOException {
    String longest = "€".repeat(21_845);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    new DataOutputStream(written).writeUTF(longest);

    assertThat(new EntryBytes(longest, "").add(longest).toArray()).isEqualTo(written.toByteArray());
    assertThatThrownBy(() -> new EntryBytes(longest, "a").add(longest + "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a text of 65536 bytes cannot be hashed");
  }

  @Test
  void hasNumbersThatNeverChange() {
    assertThat(Arrays.stream(EntryKind.values()).map(EntryKind::code))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(Arrays.stream(Account.values()).map(Account::code))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  private static Entry with(int index, Object other) throws ReflectiveOperationException {
    List<Object> values = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent member : Entry.class.getRecordComponents()) {
      types.add(member.getType());
      values.add(values.size() == index ? other : member.getAccessor().invoke(ENTRY));
    }
    return Entry.class
        .getDeclaredConstructor(types.toArray(Class<?>[]::new))
        .newInstance(values.toArray());
  }

  private static Entry.After after(long available, long held, long frozen, long debt) {
    return new Entry.After(
        new Credits(available), new Credits(held), new Credits(frozen), new Credits(debt));
  }
}
