package dev.saldo.application.wallet;

import dev.saldo.domain.Key;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.identity.Caller;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.Feature;
import dev.saldo.domain.matrix.FeatureBilling;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.matrix.Resolution.Reason;
import dev.saldo.domain.wallet.Actor;
import dev.saldo.domain.wallet.Call;
import dev.saldo.domain.wallet.ChargeUsage;
import dev.saldo.domain.wallet.Serving;
import dev.saldo.domain.wallet.UsageEvent;
import java.util.List;
import java.util.Optional;

/** Turns a report of usage into the command that charges it, on one catalogue. */
record PrepareUsage(Caller caller, CatalogDocument document) {

  /** The command that charges it. */
  ChargeUsage command(Customers.Party party, UsageReport report) {
    Call call = call(party, report);
    Optional<Feature> feature = document.matrix().feature(report.feature());
    return new ChargeUsage(
        caller.tenant().id(),
        party.customer().wallet(),
        new Actor(caller.key().id()),
        new UsageEvent(
            report.name(),
            report.at(),
            call,
            report.usage(),
            report.evidence(),
            report.succeeded()),
        report.content(),
        feature.isEmpty()
            ? new Serving.Unknown(Reason.FEATURE_UNKNOWN)
            : serving(party, report, call),
        feature.filter(found -> found.billing() == FeatureBilling.FREE).isPresent(),
        document
            .limits()
            .on(party.terms().plan(), call.feature(), call.countedUser(), call.groups()),
        document.version(),
        party.terms(),
        document.prices());
  }

  private static Call call(Customers.Party party, UsageReport report) {
    return new Call(
        report.user().map(Key::value),
        report.feature(),
        report.activity(),
        party.profile(Optional.empty()),
        party.groups(Optional.empty()),
        report.role(),
        report.model(),
        report.metadata());
  }

  /** The matrix is asked for the time of the usage; a model that it does not offer served too. */
  private Serving serving(Customers.Party party, UsageReport report, Call call) {
    Resolution resolution =
        document
            .matrix()
            .resolve(call.on(party.terms().plan(), false, party.customer().key(), report.at()));
    return switch (resolution) {
      case Resolution.Resolved resolved -> byModel(resolved.candidates());
      case Resolution.Unresolved unresolved ->
          report
              .model()
              .<Serving>map(model -> new Serving.ByModel(model, "", List.of(), Optional.empty()))
              .orElseGet(() -> new Serving.Unknown(unresolved.reason()));
    };
  }

  private static Serving byModel(List<Candidate> candidates) {
    Candidate first = candidates.getFirst();
    return new Serving.ByModel(
        first.model(),
        first.role(),
        candidates.stream().map(Candidate::model).toList(),
        first.enforcement());
  }
}
