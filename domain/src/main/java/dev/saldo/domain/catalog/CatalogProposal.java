package dev.saldo.domain.catalog;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.catalog.ProposedOverride.Author;
import dev.saldo.domain.limit.LimitBook;
import dev.saldo.domain.matrix.FeatureMatrix;
import dev.saldo.domain.matrix.MatrixOverride;
import dev.saldo.domain.plan.Pack;
import dev.saldo.domain.plan.Plan;
import dev.saldo.domain.pricing.CostList;
import dev.saldo.domain.pricing.CostRow;
import dev.saldo.domain.pricing.ExchangeRates;
import dev.saldo.domain.pricing.PriceBook;
import dev.saldo.domain.pricing.PriceRow;
import dev.saldo.domain.pricing.TokenPricing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * A catalogue as somebody wants it: all of it, whatever is current. What has versions keeps its
 * history: a version that exists cannot change, since customers are on it and open holds refer to
 * it, and it need not be repeated. What is given without a number is the newest version if nothing
 * about it is different, and otherwise the next; so of each thing at most one may be. Numbers and
 * times of lists only rise.
 *
 * <p>A list that is not about to take effect is no history yet: it may be replaced, and is removed
 * when it is left out. One list of each kind may be a draft, which takes effect at {@link
 * PriceBook#NEVER} and always comes last, whatever is published meanwhile.
 *
 * @param matrix without overrides
 * @param plans new versions, and any that exist; a plan that is left out stays, since its numbers
 *     must never be given again
 */
public record CatalogProposal(
    FeatureMatrix matrix,
    LimitBook limits,
    List<ProposedPlan> plans,
    List<ProposedList<PriceRow>> prices,
    List<ProposedList<CostRow>> costs,
    ExchangeRates rates,
    List<Pack> packs,
    List<String> profiles,
    String defaultPlan,
    List<ProposedOverride> overrides,
    CatalogSettings settings) {
  /** How long before it takes effect a list no longer changes: calls under way may see it. */
  public static final Duration SETTLED_BEFORE = Duration.ofMinutes(1);

  /** The highest number of a version. */
  public static final int VERSION_MAX = 1_000_000;

  private static final ListKind<TokenPricing, PriceRow> PRICES =
      new ListKind<>(
          "price list",
          TokenPricing::version,
          TokenPricing::effectiveFrom,
          TokenPricing::rows,
          TokenPricing::new);

  private static final ListKind<CostList, CostRow> COSTS =
      new ListKind<>(
          "cost list", CostList::version, CostList::effectiveFrom, CostList::rows, CostList::new);

  public CatalogProposal {
    plans = List.copyOf(plans);
    prices = List.copyOf(prices);
    costs = List.copyOf(costs);
    packs = List.copyOf(packs);
    profiles = List.copyOf(profiles);
    overrides = List.copyOf(overrides);
  }

  /**
   * A version of a plan.
   *
   * @param version empty for the newest or the next
   * @param make the plan with a number
   */
  public record ProposedPlan(String slug, OptionalInt version, IntFunction<Plan> make) {}

  /**
   * A version of a price list or cost list.
   *
   * @param version empty for the newest or the next
   * @param effectiveFrom empty for now; {@link PriceBook#NEVER} for a draft, whose version does not
   *     matter
   */
  public record ProposedList<R>(
      OptionalInt version, Optional<Instant> effectiveFrom, List<R> rows) {
    public ProposedList {
      rows = List.copyOf(rows);
    }

    boolean isDraft() {
      return effectiveFrom.filter(PriceBook.NEVER::equals).isPresent();
    }
  }

  /**
   * The catalogue that comes after the current one; equal to it, number included, when nothing is
   * different.
   *
   * @param current empty before the first
   * @param author who wants it, and when
   * @throws dev.saldo.domain.InvalidValueException if it does not hold together, or changes a
   *     version that exists; the message names the row
   */
  public CatalogDocument after(Optional<CatalogDocument> current, Author author) {
    Instant now = author.now();
    List<TokenPricing> oldPrices = current.map(it -> it.prices().prices()).orElse(List.of());
    List<CostList> oldCosts = current.map(it -> it.prices().costs()).orElse(List.of());
    CatalogDocument next =
        new CatalogDocument(
            current.map(CatalogDocument::version).orElse(1),
            matrix.withOverrides(overrides(current, author)),
            limits,
            plans(current.map(CatalogDocument::plans).orElse(List.of())),
            new PriceBook(PRICES.after(oldPrices, prices, now), COSTS.after(oldCosts, costs, now)),
            rates,
            packs,
            profiles,
            defaultPlan,
            settings);
    boolean same = current.isEmpty() || current.get().equals(next);
    return same ? next : next.withVersion(next.version() + 1);
  }

  /** What is different needs approval by the settings before or after, whichever are stricter. */
  private List<MatrixOverride> overrides(Optional<CatalogDocument> current, Author author) {
    CatalogSettings old = current.map(CatalogDocument::settings).orElse(settings);
    return overrides.stream()
        .map(
            proposed ->
                proposed.after(
                    current.flatMap(it -> it.matrix().override(proposed.slug())),
                    made -> settings.needsApproval(made) || old.needsApproval(made),
                    author))
        .toList();
  }

  private List<Plan> plans(List<Plan> old) {
    List<Plan> all = new ArrayList<>();
    for (String slug :
        Stream.concat(plans.stream().map(ProposedPlan::slug), old.stream().map(Plan::slug))
            .distinct()
            .toList()) {
      History<Plan> history =
          new History<>(
              "plan " + slug,
              Plan::version,
              old.stream().filter(plan -> plan.slug().equals(slug)).toList());
      plans.stream()
          .filter(plan -> plan.slug().equals(slug))
          .forEach(plan -> history.add(plan.version(), plan.make()));
      all.addAll(history.versions());
    }
    return all;
  }

  /** What price lists and cost lists have in common. */
  private record ListKind<L, R>(
      String name,
      ToIntFunction<L> version,
      Function<L, Instant> effectiveFrom,
      Function<L, List<R>> rows,
      Make<L, R> make) {
    @FunctionalInterface
    interface Make<L, R> {
      L list(int version, Instant effectiveFrom, List<R> rows);
    }

    /** What has begun, or is about to, and then what is proposed: the draft as the last. */
    List<L> after(List<L> old, List<ProposedList<R>> proposed, Instant now) {
      Instant settled = now.plus(SETTLED_BEFORE);
      History<L> history =
          new History<>(
              name,
              version,
              old.stream().filter(list -> !effectiveFrom.apply(list).isAfter(settled)).toList());
      proposed.stream()
          .filter(list -> !list.isDraft())
          .forEach(list -> publish(history, old, list, now));
      List<ProposedList<R>> drafts = proposed.stream().filter(ProposedList::isDraft).toList();
      require(drafts.size() <= 1, "only one %s may be a draft".formatted(name));
      drafts.forEach(
          draft -> history.append(number -> make.list(number, PriceBook.NEVER, draft.rows())));
      return history.versions();
    }

    /** What is given no time keeps that of the version it repeats, or begins now. */
    private void publish(History<L> history, List<L> old, ProposedList<R> list, Instant now) {
      history.add(
          list.version(),
          number -> {
            Optional<Instant> repeated =
                old.stream()
                    .filter(known -> version.applyAsInt(known) == number)
                    .filter(known -> rows.apply(known).equals(list.rows()))
                    .map(effectiveFrom)
                    .filter(time -> !time.equals(PriceBook.NEVER))
                    .findFirst();
            Instant from = list.effectiveFrom().or(() -> repeated).orElse(now);
            Optional<Instant> before =
                history.newestBelow(number).map(effectiveFrom).filter(from::isBefore);
            require(
                before.isEmpty(),
                "%s %d begins at %s, before its predecessor at %s"
                    .formatted(name, number, from, before.orElse(from)));
            return make.list(number, from, list.rows());
          });
    }
  }

  /** Versions of one thing, which are added to and never changed. */
  private static final class History<T> {
    private final String name;
    private final ToIntFunction<T> number;
    private final List<T> versions;
    private boolean hasUnnumbered;

    History(String name, ToIntFunction<T> number, List<T> old) {
      this.name = name;
      this.number = number;
      this.versions = new ArrayList<>(old);
    }

    Optional<T> version(int wanted) {
      return versions.stream().filter(each -> number.applyAsInt(each) == wanted).findFirst();
    }

    /** The version before a number; empty for the first. */
    Optional<T> newestBelow(int limit) {
      return versions.stream()
          .filter(each -> number.applyAsInt(each) < limit)
          .max(Comparator.comparingInt(number));
    }

    void add(OptionalInt wanted, IntFunction<T> make) {
      int newest = newest();
      if (wanted.isPresent()) {
        addNumbered(wanted.getAsInt(), newest, make);
        return;
      }
      require(!hasUnnumbered, "only one %s may be given without a number".formatted(name));
      hasUnnumbered = true;
      boolean same = newest > 0 && version(newest).equals(Optional.of(make.apply(newest)));
      if (!same) {
        append(make);
      }
    }

    /** Adds the next one, whatever it is. */
    void append(IntFunction<T> make) {
      int newest = newest();
      require(newest < VERSION_MAX, "%s has no number left".formatted(name));
      versions.add(make.apply(newest + 1));
    }

    private int newest() {
      return versions.stream().mapToInt(number).max().orElse(0);
    }

    private void addNumbered(int given, int newest, IntFunction<T> make) {
      Optional<T> known = version(given);
      require(
          known.isPresent() || given > newest,
          "version %d of %s comes after version %d: numbers only rise"
              .formatted(given, name, newest));
      require(given <= VERSION_MAX, "a version must be at most " + VERSION_MAX);
      T made = make.apply(given);
      require(
          known.isEmpty() || known.get().equals(made),
          "version %d of %s is there and cannot change: give its successor the number %d, or none"
              .formatted(given, name, newest + 1));
      if (known.isEmpty()) {
        versions.add(made);
      }
    }

    List<T> versions() {
      return versions.stream().sorted(Comparator.comparingInt(number)).toList();
    }
  }
}
