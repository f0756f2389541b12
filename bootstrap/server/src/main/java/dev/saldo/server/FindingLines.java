package dev.saldo.server;

import dev.saldo.application.wallet.AuditFinding;
import java.util.List;

/**
 * The lines of the log about what one run of the self-audit finds: one for each new finding, up to
 * a number of them; the findings themselves are kept, whatever their number.
 */
final class FindingLines {
  static final int LINES_MAX = 20;

  private final System.Logger log;
  private long told;

  /** Those of a run that begins. */
  FindingLines(System.Logger log) {
    this.log = log;
  }

  /** Tells of findings that were not known before. */
  void tell(List<AuditFinding> fresh) {
    fresh.stream().limit(Math.max(0, LINES_MAX - told)).forEach(this::tell);
    told += fresh.size();
  }

  /** Says how many more there were than it has told of. */
  void end() {
    if (told > LINES_MAX) {
      log.log(
          System.Logger.Level.ERROR,
          "The self-audit found %d more: GET /v1/self-audit shows them"
              .formatted(told - LINES_MAX));
    }
  }

  private void tell(AuditFinding finding) {
    log.log(
        System.Logger.Level.ERROR,
        "The self-audit found in wallet %d of tenant %d that %s (%s) does not hold: %s"
            .formatted(
                finding.wallet().value(),
                finding.tenant().value(),
                finding.check(),
                finding.invariant(),
                finding.detail()));
  }
}
