package dev.saldo.domain.matrix;

import dev.saldo.domain.ModelId;
import dev.saldo.domain.matrix.OverrideEffect.Add;
import dev.saldo.domain.matrix.OverrideIndex.Applying;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.matrix.Resolution.Resolved;
import dev.saldo.domain.matrix.Resolution.Unresolved;
import dev.saldo.domain.matrix.Trace.Finding;
import dev.saldo.domain.matrix.Trace.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One question to the matrix on its way to an answer. */
final class CandidateSearch {
  private final FeatureMatrix matrix;
  private final MatrixContext context;
  private final List<Step> steps = new ArrayList<>();
  private Applying applying = Applying.NONE;

  CandidateSearch(FeatureMatrix matrix, MatrixContext context) {
    this.matrix = matrix;
    this.context = context;
  }

  Resolution resolve() {
    if (!hasFeature()) {
      return unresolved(Reason.FEATURE_UNKNOWN);
    }
    String role = role();
    applyOverrides();
    List<Offer> offers = offers(role);
    if (offers.isEmpty()) {
      return unresolved(Reason.FEATURE_NOT_IN_PLAN);
    }
    List<Offer> wanted = wanted(offers);
    if (wanted.isEmpty()) {
      return unresolved(Reason.MODEL_NOT_ALLOWED);
    }
    List<Candidate> candidates = candidates(wanted);
    return candidates.isEmpty()
        ? unresolved(Reason.NO_PROVIDER_AVAILABLE)
        : new Resolved(candidates, new Trace(steps), applying.holds());
  }

  private boolean hasFeature() {
    Optional<Feature> feature = matrix.feature(context.feature());
    if (feature.isEmpty()) {
      note(Finding.FEATURE_MISSING, context.feature());
      return false;
    }
    boolean active = feature.get().active();
    note(active ? Finding.FEATURE_FOUND : Finding.FEATURE_INACTIVE, context.feature());
    return active;
  }

  private String role() {
    boolean asked = context.role().isPresent();
    String role = context.role().or(() -> matrix.firstRole(context.feature())).orElse("");
    note(asked ? Finding.ROLE_ASKED : Finding.ROLE_FIRST, role);
    return role;
  }

  private void applyOverrides() {
    applying = matrix.applying(context);
    applying.winners().values().forEach(row -> note(Finding.OVERRIDE_WON, row.slug()));
    applying.losers().forEach(row -> note(Finding.OVERRIDE_LOST, row.slug()));
  }

  /** What plan and overrides offer, in order of preference, whatever the state of the providers. */
  private List<Offer> offers(String role) {
    List<Offer> offers = new ArrayList<>();
    ofPlan(role, offers);
    if (!applying.winners().isEmpty()) {
      for (MatrixOverride row : applying.winners().values()) {
        if (row.effect() instanceof Add add && add.role().equals(role)) {
          offers.add(Offer.added(matrix.provider(row.target().provider()).orElseThrow(), row, add));
        }
      }
      offers.sort(Offer::byPreference);
    }
    return offers;
  }

  private void ofPlan(String role, List<Offer> offers) {
    Map<String, MatrixCell> cells =
        matrix.cells(context.plan(), context.profile(), context.feature());
    for (Seat seat : matrix.seats(context.feature(), role)) {
      String provider = seat.provider().slug();
      MatrixCell cell = cells.get(provider);
      MatrixOverride override = applying.winners().get(provider);
      if (override != null && override.effect().addsIn(role)) {
        continue;
      }
      if (!seat.assignment().active()) {
        note(Finding.ROLE_INACTIVE, provider);
      } else if (cell == null) {
        note(Finding.CELL_MISSING, provider);
      } else if (!cell.active()) {
        note(Finding.CELL_INACTIVE, provider);
      } else {
        offers.add(Offer.planned(seat, cell, override));
      }
    }
  }

  /** The offers that the wanted model leaves: itself, and the others behind it on fallback. */
  private List<Offer> wanted(List<Offer> offers) {
    if (context.model().isEmpty()) {
      return offers;
    }
    ModelId model = context.model().get();
    List<Offer> wanted = new ArrayList<>();
    List<Offer> others = new ArrayList<>();
    for (Offer offer : offers) {
      (offer.candidate().model().equals(model) ? wanted : others).add(offer);
    }
    if (!wanted.isEmpty() && context.allowFallback()) {
      wanted.addAll(others);
      return wanted;
    }
    others.forEach(other -> note(Finding.OTHER_MODEL_WANTED, other.provider().slug()));
    return wanted;
  }

  /** Those whose provider may be called, the ones that fail at present last. */
  private List<Candidate> candidates(List<Offer> offers) {
    List<Candidate> working = new ArrayList<>();
    List<Candidate> degraded = new ArrayList<>();
    for (Offer offer : offers) {
      String provider = offer.provider().slug();
      if (mayCall(offer)) {
        boolean open = context.openCircuits().contains(provider);
        note(open ? Finding.CIRCUIT_OPEN : Finding.CANDIDATE, provider);
        (open ? degraded : working).add(open ? offer.candidate().degrading() : offer.candidate());
      }
    }
    working.addAll(degraded);
    return working;
  }

  private boolean mayCall(Offer offer) {
    Provider provider = offer.provider();
    if (offer.excluded()) {
      return dropped(Finding.EXCLUDED, provider);
    }
    return switch (provider.status()) {
      case ACTIVE -> true;
      case TESTING -> isTester() || dropped(Finding.PROVIDER_TESTING, provider);
      case DISABLED -> dropped(Finding.PROVIDER_DISABLED, provider);
    };
  }

  private boolean isTester() {
    return context.profile().equals(MatrixContext.ADMIN)
        || context.groups().stream().anyMatch(matrix::isTester);
  }

  private boolean dropped(Finding why, Provider provider) {
    note(why, provider.slug());
    return false;
  }

  private Resolution unresolved(Reason reason) {
    return new Unresolved(reason, new Trace(steps), applying.holds());
  }

  private void note(Finding finding, String subject) {
    steps.add(new Step(finding, subject));
  }
}
