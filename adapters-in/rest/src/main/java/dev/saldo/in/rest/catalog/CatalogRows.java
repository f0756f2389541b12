package dev.saldo.in.rest.catalog;

import dev.saldo.application.catalog.Catalog;
import dev.saldo.application.catalog.ChangeCatalog;
import dev.saldo.domain.catalog.CatalogDocument;
import dev.saldo.domain.catalog.CatalogProposal;
import dev.saldo.in.rest.identity.RequestCaller;
import dev.saldo.in.rest.problem.FieldFault;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads and writes the rows of a catalogue. A row that is written is the current document with that
 * row in it, so that whatever holds for documents holds for rows.
 */
@Dependent
public class CatalogRows {
  private final Catalog catalog;
  private final ChangeCatalog changeCatalog;
  private final RequestCaller caller;

  @Inject
  public CatalogRows(Catalog catalog, ChangeCatalog changeCatalog, RequestCaller caller) {
    this.catalog = catalog;
    this.changeCatalog = changeCatalog;
    this.caller = caller;
  }

  /** The current catalogue. */
  CatalogDocument document() {
    return catalog.refresh(caller.tenant());
  }

  /** An answer about a catalogue, whose number is the {@code ETag}. */
  static Response answer(CatalogDocument document, Object body) {
    return Response.ok(body).tag(CatalogVersion.tag(document.version())).build();
  }

  /** All rows of a section. */
  <T> Response list(CatalogSection<T> section, Function<List<T>, ?> body) {
    CatalogDocument document = document();
    return answer(document, body.apply(section.of(CatalogBody.from(document))));
  }

  /** A row by its name; a problem when there is none. */
  <T> Response get(CatalogSection<T> section, String name) {
    return get(section, name, Function.identity());
  }

  /** As {@link #get(CatalogSection, String)}, for a row that is written differently on its own. */
  <T> Response get(CatalogSection<T> section, String name, Function<T, ?> body) {
    CatalogDocument document = document();
    return answer(document, body.apply(named(section, CatalogBody.from(document), name)));
  }

  /** Puts a row in the place of the one of its name, or adds it. */
  <T> Response put(CatalogSection<T> section, String name, T row, CatalogWrite how) {
    requireAddress(section, name, row);
    return write(section, name, body -> section.with(body, row), how);
  }

  /** Makes the document what it is to be for the sake of a row. */
  Response write(
      CatalogSection<?> section, String name, UnaryOperator<CatalogBody> edit, CatalogWrite how) {
    ChangeCatalog.Result.Applied applied =
        CatalogFaults.inRow(section, name, () -> changed(edit, how));
    CatalogChangeBody body = CatalogChangeBody.from(applied, how);
    boolean created =
        !how.isDry()
            && body.changes().stream()
                .anyMatch(
                    change ->
                        change.kind().equals(section.kind())
                            && change.change().equals(CatalogDiff.ADDED));
    return Response.status(created ? Response.Status.CREATED : Response.Status.OK)
        .entity(body)
        .tag(CatalogVersion.tag(applied.after().version()))
        .build();
  }

  /** Takes a row away; a problem when others need it, or when it has to stay. */
  <T> Response remove(CatalogSection<T> section, String name, CatalogWrite how) {
    ChangeCatalog.Result.Applied applied =
        CatalogFaults.without(
            section,
            name,
            () ->
                changed(
                    body -> {
                      named(section, body, name);
                      return section.without(body, name);
                    },
                    how));
    if (section.indexOf(CatalogBody.from(applied.after()), name) >= 0) {
      throw new ProblemException(Problem.of(ProblemCode.VERSION_IN_EFFECT));
    }
    return answer(applied.after(), CatalogChangeBody.from(applied, how));
  }

  /** Makes the catalogue what a document says. */
  Response apply(CatalogBody document, CatalogWrite how) {
    ChangeCatalog.Result.Applied applied =
        CatalogFaults.inDocument(document, () -> changed(_ -> document, how));
    return answer(applied.after(), CatalogChangeBody.from(applied, how));
  }

  /** A row of a document; a problem when there is none of the name. */
  <T> T named(CatalogSection<T> section, CatalogBody body, String name) {
    int index = section.indexOf(body, name);
    if (index < 0) {
      throw new ProblemException(Problem.of(section.unknown()));
    }
    return section.of(body).get(index);
  }

  /** Keeps what only we should know from keys that are bound to a customer. */
  void requireUnbound() {
    if (caller.caller().key().customer().isPresent()) {
      throw new ProblemException(Problem.of(ProblemCode.SCOPE_MISSING).with("scope", "catalog"));
    }
  }

  private ChangeCatalog.Result.Applied changed(UnaryOperator<CatalogBody> edit, CatalogWrite how) {
    Function<CatalogDocument, CatalogProposal> wanted =
        current -> edit.apply(CatalogBody.from(current)).toProposal(Optional.of(current));
    return CatalogVersion.applied(
        changeCatalog.apply(
            caller.tenant(), wanted, how.expected(), how.isDry(), how.audit(caller)));
  }

  private static <T> void requireAddress(CatalogSection<T> section, String name, T row) {
    String[] said = section.name().apply(row).split("/", -1);
    String[] meant = name.split("/", -1);
    for (int i = 0; i < meant.length; i++) {
      if (!said[i].equals(meant[i])) {
        throw new ProblemException(
            Problem.invalid(
                List.of(
                    new FieldFault(
                        section.key().get(i),
                        "address",
                        "rule.address",
                        Map.of("value", meant[i])))));
      }
    }
  }
}
