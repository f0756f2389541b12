package dev.saldo.application.audit;

import java.util.List;

/**
 * One administrative change as the audit log keeps it: a record for each thing that is different.
 * Whoever stores the change stores its note in the same transaction, so that there is neither a
 * change without a record nor a record without a change.
 */
public record AuditNote(Author author, List<Difference> differences) {
  public AuditNote {
    differences = List.copyOf(differences);
  }
}
