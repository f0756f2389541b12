package dev.saldo.domain.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.ModelId;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitBookTest {
  private static final ModelId MINI = new ModelId("openai", "gpt-4o-mini");

  @Test
  void namesWhoIsCounted() {
    LimitBook book =
        book(Rules.user("each"), Rules.group("beta-together", "beta"), Rules.customer("all"));

    assertThat(book.on("free", "chat", "ana", Set.of("beta", "vip")))
        .extracting(limit -> limit.meter().subject())
        .containsExactly("ana", "#beta", "*");
    assertThat(book.on("free", "chat", "", Set.of("vip")))
        .extracting(limit -> limit.meter().subject())
        .containsExactly("", "*");
    assertThat(LimitSubject.of("ana")).isEqualTo(LimitSubject.USER);
    assertThat(LimitSubject.of("")).isEqualTo(LimitSubject.USER);
    assertThat(LimitSubject.of("#beta")).isEqualTo(LimitSubject.GROUP);
    assertThat(LimitSubject.groupOf("#beta")).contains("beta");
    assertThat(LimitSubject.of("*")).isEqualTo(LimitSubject.CUSTOMER);
  }

  @Test
  void appliesWhereItSays() {
    LimitBook book =
        book(
            Rules.customer("chats").in("chat"),
            Rules.customer("openai").on("openai").calls(9, WindowKind.MONTH),
            Rules.customer("mini").on("openai/gpt-4o-mini").calls(9, WindowKind.WEEK));

    assertThat(book.on("free", "diary", "ana", Set.of()))
        .extracting(Limit::name)
        .containsExactly("openai", "mini");
    assertThat(book.on("free", "chat", "ana", Set.of()))
        .filteredOn(limit -> limit.meter().covers(new ModelId("openai", "gpt-4o")))
        .extracting(Limit::name)
        .containsExactly("openai", "chats");
    assertThat(book.on("free", "chat", "ana", Set.of()))
        .filteredOn(limit -> limit.meter().covers(MINI))
        .hasSize(3);
  }

  @Test
  void thePlansOwnRuleStandsInForTheRuleOfAll() {
    LimitBook book =
        book(Rules.customer("all").calls(5, WindowKind.DAY), Rules.customer("gold").of("gold"));

    assertThat(book.on("gold", "chat", "ana", Set.of()))
        .extracting(Limit::name)
        .containsExactly("gold");
    assertThat(book.on("free", "chat", "ana", Set.of()))
        .extracting(Limit::name)
        .containsExactly("all");
  }

  @Test
  void refusesTwoRowsForTheSame() {
    assertThatThrownBy(() -> book(Rules.user("one"), Rules.user("one").in("chat")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("two rows for limit one");
    assertThatThrownBy(() -> book(Rules.user("one"), Rules.user("two").calls(7, WindowKind.DAY)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("limit two counts what limit one counts: calls of user in all on all by day");
    assertThat(book(Rules.user("one"), Rules.user("two").of("gold")).rules()).hasSize(2);
  }

  @Test
  void tellsRulesApartThatReadTheSame() {
    assertThat(book(Rules.user("one"), Rules.user("two").in("all")).rules()).hasSize(2);
    assertThat(book(Rules.user("one").on("openai/GPT"), Rules.user("two").on("openai/gpt")).rules())
        .hasSize(2);
  }

  @Test
  void refusesMoreThanItCanHave() {
    assertThatThrownBy(() -> book(many(1_001, "f")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("must be at most 1000 limits");
    assertThat(book(many(1_000, "f")).rules()).hasSize(1_000);
  }

  @Test
  void refusesMoreThanCanBeAboutOneCall() {
    assertThat(book(onChat(100)).rules()).hasSize(100);
    assertThatThrownBy(() -> book(onChat(101)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage(
            "101 limits are about a call in feature chat on plan gold; must be at most 100");
  }

  @Test
  void countsOnlyTheRulesThatCanBeAboutOneCall() {
    Rules[] rules = Arrays.copyOf(onChat(100), 101);
    rules[100] = Rules.user("elsewhere").in("diary");

    assertThat(book(rules).rules()).hasSize(101);
  }

  @Test
  void isEqualByContent() {
    LimitBook book = book(Rules.user("one"), Rules.user("two").of("gold"));

    assertThat(book)
        .isEqualTo(book(Rules.user("one"), Rules.user("two").of("gold")))
        .hasSameHashCodeAs(book(Rules.user("one"), Rules.user("two").of("gold")))
        .isNotEqualTo(book(Rules.user("one")))
        .isNotEqualTo(
            book(Rules.user("one").calls(7, WindowKind.DAY), Rules.user("two").of("gold")))
        .isNotEqualTo(LimitBook.EMPTY);
  }

  private static Rules[] many(int count, String feature) {
    return IntStream.range(0, count)
        .mapToObj(i -> Rules.user("rule-" + i).in(feature + i))
        .toArray(Rules[]::new);
  }

  /** Half of them for a plan, half of them for the feature. */
  private static Rules[] onChat(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Rules.group("rule-" + i, "group-" + i))
        .map(rule -> rule.rule().slug().endsWith("0") ? rule.of("gold") : rule.in("chat"))
        .toArray(Rules[]::new);
  }

  @Test
  void refusesWhatCannotBeCounted() {
    assertThatThrownBy(() -> Rules.user("daily")).hasMessageContaining("the matrix's own limits");
    assertThatThrownBy(() -> Rules.user("spend").max(9, LimitUnit.CREDITS, WindowKind.RATE))
        .hasMessageContaining("a rate must count calls or tokens");
    assertThatThrownBy(() -> Rules.user("open").max(9, LimitUnit.TOKENS, WindowKind.OPEN))
        .hasMessageContaining("must count calls");
    assertThatThrownBy(() -> Rules.user("none").calls(-1, WindowKind.DAY))
        .hasMessageContaining("must not be negative");
  }

  @Test
  void namesAGroupExactlyWhenItCountsOneAndAModelOrAProvider() {
    assertThatThrownBy(() -> row(LimitSubject.GROUP, Optional.empty(), Optional.empty()))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("limit spend must name a group exactly when it counts one");
    assertThatThrownBy(() -> row(LimitSubject.USER, Optional.of("beta"), Optional.empty()))
        .hasMessage("limit spend must name a group exactly when it counts one");
    assertThatThrownBy(() -> row(LimitSubject.USER, Optional.empty(), Optional.of("openai")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("limit spend must not name a model beside a provider");
  }

  /** A limit on a model. */
  private static LimitRule row(
      LimitSubject subject, Optional<String> group, Optional<String> provider) {
    return new LimitRule(
        "spend",
        Optional.empty(),
        subject,
        group,
        Optional.empty(),
        provider,
        Optional.of(MINI),
        LimitUnit.CALLS,
        WindowKind.DAY,
        9,
        false);
  }

  private static LimitBook book(Rules... rules) {
    return new LimitBook(Arrays.stream(rules).map(Rules::rule).toList());
  }
}
