package dev.saldo.in.rest.wallet;

import static dev.saldo.application.wallet.CallSample.diaryAnalysis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.saldo.application.InMemorySaldo;
import dev.saldo.application.wallet.ReadLimits;
import dev.saldo.domain.Key;
import dev.saldo.in.rest.wallet.FeatureAccessList.FeatureAccess;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeatureAccessListTest {
  private final InMemorySaldo saldo = new InMemorySaldo();
  private final ReadLimits readLimits =
      new ReadLimits(saldo.customers, saldo.catalog, saldo.ledger, saldo.clock);

  @BeforeEach
  void addSchool() {
    saldo.customer("school-42", "free");
  }

  @Test
  void namesTheModelOrTheReason() {
    for (int call = 0; call < 3; call++) {
      saldo.held(diaryAnalysis().by("ana").request());
    }

    assertThat(access("user_chat").allowed()).isTrue();
    assertThat(access("user_chat").model()).isEqualTo("openai/gpt-4o-mini");
    assertThat(access("user_chat").reason()).isNull();
    assertThat(access("diary_analysis").allowed()).isFalse();
    assertThat(access("diary_analysis").model()).isNull();
    assertThat(access("diary_analysis").reason()).isEqualTo("daily_limit");
    assertThat(access("admin_oracle").reason()).isEqualTo("feature_not_in_plan");
  }

  @Test
  void listsEveryWindow() {
    saldo.held(diaryAnalysis().by("ana").request());

    assertThat(LimitList.from(view()).data())
        .filteredOn(limit -> limit.feature().equals("diary_analysis"))
        .extracting(LimitBody::name, LimitBody::max, LimitBody::reserved, LimitBody::remaining)
        .containsExactly(tuple("daily", 3L, 1L, 2L), tuple("monthly", 30L, 1L, 29L));
  }

  private FeatureAccess access(String feature) {
    return FeatureAccessList.from(view()).data().stream()
        .filter(each -> each.feature().equals(feature))
        .findFirst()
        .orElseThrow();
  }

  private ReadLimits.View view() {
    return readLimits
        .read(saldo.caller, new Key("school-42"), Optional.of(new Key("ana")), Optional.empty())
        .orElseThrow();
  }
}
