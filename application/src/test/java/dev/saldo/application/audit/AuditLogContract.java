package dev.saldo.application.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saldo.application.Page;
import dev.saldo.application.PageRequest;
import dev.saldo.application.audit.AuditLog.Filter;
import dev.saldo.application.wallet.Samples;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.TenantId;
import dev.saldo.domain.WalletId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every audit log must do. */
public abstract class AuditLogContract {
  private static final Author ANA =
      new Author("key_ana", "Ana's key", Optional.of("asked for by the customer, in April"));
  private static final Author BIA = new Author("key_bia", "Bia", Optional.empty());
  private static final Object BEFORE =
      Map.of("name", "\"Escola\" São José", "groups", List.of("beta"), "limit", 3);
  private static final Object AFTER =
      Map.of("name", "Escola", "groups", List.of(), "limit", 5, "open", true);

  private AuditLog log;
  private TenantId tenant;

  /** The log; records of other tenants may be in it. */
  protected abstract AuditLog log();

  /** Adds what was changed, as the stores of what was changed do. */
  protected abstract void add(TenantId tenant, AuditNote note);

  /** A tenant without records. */
  protected abstract TenantId newTenant();

  @BeforeEach
  void prepare() {
    log = log();
    tenant = newTenant();
  }

  @Test
  void keepsWhoDidWhatAndWhy() {
    Difference difference = changed("customer", "school-42");
    add(tenant, new AuditNote(ANA, List.of(difference)));

    assertThat(list(Filter.ALL))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.author()).isEqualTo(ANA);
              assertThat(told.difference()).isEqualTo(difference);
              assertThat(told.id()).isNotBlank();
            });
  }

  @Test
  void keepsWhatIsNotThereBeforeOrAfter() {
    Difference created = Difference.between("pack", "a", Optional.empty(), doc("x")).orElseThrow();
    Difference deleted = Difference.between("pack", "a", doc("x"), Optional.empty()).orElseThrow();
    add(tenant, new AuditNote(BIA, List.of(created)));
    add(tenant, new AuditNote(BIA, List.of(deleted)));

    assertThat(list(Filter.ALL))
        .extracting(AuditRecord::difference)
        .containsExactly(deleted, created);
    assertThat(created.action()).isEqualTo(Action.CREATED);
    assertThat(deleted.action()).isEqualTo(Action.DELETED);
  }

  @Test
  void keepsTheRecordsOfOneChangeTogether() {
    add(tenant, new AuditNote(ANA, List.of(changed("plan", "a"), changed("plan", "b"))));
    add(tenant, new AuditNote(ANA, List.of(changed("plan", "c"))));

    List<AuditRecord> records = list(Filter.ALL);
    assertThat(records).extracting(told -> told.difference().key()).containsExactly("c", "b", "a");
    assertThat(records.get(1).change()).isEqualTo(records.get(2).change());
    assertThat(records.get(0).change()).isNotEqualTo(records.get(1).change());
    assertThat(records).extracting(AuditRecord::id).doesNotHaveDuplicates();
  }

  @Test
  void addsNothingForAChangeWithoutDifference() {
    add(tenant, new AuditNote(ANA, List.of()));
    assertThat(list(Filter.ALL)).isEmpty();
  }

  @Test
  void findsByKindKeyAndActor() {
    add(tenant, new AuditNote(ANA, List.of(changed("plan", "a"), changed("pack", "a"))));
    add(tenant, new AuditNote(BIA, List.of(changed("plan", "b"))));

    assertThat(keys(new Filter(Optional.of("plan"), Optional.empty(), Optional.empty())))
        .containsExactly("plan b", "plan a");
    assertThat(keys(new Filter(Optional.empty(), Optional.of("a"), Optional.empty())))
        .containsExactly("pack a", "plan a");
    assertThat(keys(new Filter(Optional.of("plan"), Optional.of("a"), Optional.empty())))
        .containsExactly("plan a");
    assertThat(keys(new Filter(Optional.empty(), Optional.empty(), Optional.of("key_bia"))))
        .containsExactly("plan b");
    assertThat(keys(new Filter(Optional.of("plan"), Optional.of("a"), Optional.of("key_bia"))))
        .isEmpty();
  }

  @Test
  void pagesThroughAllOfThemNewestFirst() {
    for (int i = 1; i <= 3; i++) {
      add(tenant, new AuditNote(ANA, List.of(changed("plan", i + "a"), changed("plan", i + "b"))));
    }
    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page<AuditRecord> page =
          log.list(
              tenant, Filter.ALL, new PageRequest(2, cursor, Optional.empty(), Optional.empty()));
      assertThat(page.data()).hasSizeLessThanOrEqualTo(2);
      page.data().forEach(told -> seen.add(told.difference().key()));
      cursor = page.next();
    } while (cursor.isPresent());
    assertThat(seen).containsExactly("3b", "3a", "2b", "2a", "1b", "1a");
    PageRequest bad =
        new PageRequest(2, Optional.of("nonsense"), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> log.list(tenant, Filter.ALL, bad))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void findsByTime() {
    add(tenant, new AuditNote(ANA, List.of(changed("plan", "a"))));
    add(tenant, new AuditNote(ANA, List.of(changed("plan", "b"))));
    List<AuditRecord> all = list(Filter.ALL);

    Optional<Instant> second = Optional.of(all.getFirst().at());
    assertThat(
            log.list(
                    tenant,
                    Filter.ALL,
                    new PageRequest(9, Optional.empty(), second, Optional.empty()))
                .data())
        .containsExactly(all.getFirst());
    assertThat(
            log.list(
                    tenant,
                    Filter.ALL,
                    new PageRequest(9, Optional.empty(), Optional.empty(), second))
                .data())
        .containsExactly(all.getLast());
  }

  @Test
  void tellsOfACommandOfTheLedgerOnce() {
    WalletId wallet = Samples.newWallet();
    AuditNote note = new AuditNote(ANA, List.of(changed("plan_change", "school")));
    log.addOnce(tenant, wallet, 1, note);
    log.addOnce(tenant, wallet, 1, new AuditNote(BIA, note.differences()));
    log.addOnce(newTenant(), Samples.newWallet(), 1, new AuditNote(BIA, note.differences()));

    assertThat(list(Filter.ALL)).extracting(AuditRecord::author).containsExactly(ANA);
    log.addOnce(tenant, wallet, 2, note);
    log.addOnce(tenant, Samples.newWallet(), 1, note);
    assertThat(list(Filter.ALL)).hasSize(3);
  }

  @Test
  void keepsTenantsApart() {
    add(tenant, new AuditNote(ANA, List.of(changed("plan", "a"))));
    assertThat(log.list(newTenant(), Filter.ALL, PageRequest.first()).data()).isEmpty();
  }

  private List<AuditRecord> list(Filter filter) {
    return log.list(tenant, filter, PageRequest.first()).data();
  }

  private List<String> keys(Filter filter) {
    return list(filter).stream()
        .map(told -> told.difference().kind() + " " + told.difference().key())
        .toList();
  }

  private static Optional<Object> doc(String text) {
    return Optional.of(text);
  }

  private static Difference changed(String kind, String key) {
    return Difference.between(kind, key, Optional.of(BEFORE), Optional.of(AFTER)).orElseThrow();
  }
}
