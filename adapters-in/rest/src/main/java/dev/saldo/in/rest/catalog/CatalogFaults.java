package dev.saldo.in.rest.catalog;

import dev.saldo.domain.InvalidRowsException;
import dev.saldo.domain.InvalidValueException;
import dev.saldo.domain.RowFault;
import dev.saldo.in.rest.problem.FieldFault;
import dev.saldo.in.rest.problem.Problem;
import dev.saldo.in.rest.problem.ProblemCode;
import dev.saldo.in.rest.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Says where a catalogue breaks its rules, in the words of whoever wrote it. */
final class CatalogFaults {
  private static final String INVALID = "invalid";
  private static final String BODY = "body";

  private CatalogFaults() {}

  /** Does what a document asks for; a fault names its place in the document. */
  static <R> R inDocument(CatalogBody document, Supplier<R> work) {
    try {
      return work.get();
    } catch (InvalidRowsException e) {
      throw invalid(e, fault -> place(document, fault));
    } catch (InvalidValueException e) {
      throw invalid("", e);
    }
  }

  /** Does what a row asks for; a fault of the row names its member, one of others their address. */
  static <R> R inRow(CatalogSection<?> section, String name, Supplier<R> work) {
    try {
      return work.get();
    } catch (InvalidRowsException e) {
      throw invalid(e, fault -> isOf(section, name, fault) ? member(fault) : address(fault));
    } catch (InvalidValueException e) {
      throw invalid(BODY, e);
    } catch (ProblemException e) {
      throw new ProblemException(relative(section, e.problem()));
    }
  }

  /** The members of the settings are written at one address, whatever section they are in. */
  private static boolean isOf(CatalogSection<?> section, String name, RowFault fault) {
    return name.isEmpty()
        ? fault.section().equals(CatalogSection.SETTINGS.member())
        : fault.section().equals(section.member()) && fault.row().equals(name);
  }

  /** Does without a row; the rows that need it are named. */
  static <R> R without(CatalogSection<?> section, String name, Supplier<R> work) {
    try {
      return work.get();
    } catch (InvalidRowsException e) {
      throw inUse(
          e.faults().stream()
              .map(fault -> new FieldFault(address(fault), "refers", "rule.refers"))
              .toList());
    } catch (InvalidValueException e) {
      throw inUse(List.of(new FieldFault(section.member() + "/" + name, INVALID, message(e))));
    }
  }

  private static ProblemException inUse(List<FieldFault> rows) {
    Problem problem = Problem.of(ProblemCode.ROW_IN_USE);
    return new ProblemException(
        new Problem(
            problem.code(), problem.detail(), problem.values(), rows, problem.members(), null));
  }

  private static ProblemException invalid(
      InvalidRowsException e, Function<RowFault, String> field) {
    return new ProblemException(
        Problem.invalid(
            e.faults().stream()
                .map(fault -> new FieldFault(field.apply(fault), INVALID, fault.text()))
                .toList()));
  }

  private static ProblemException invalid(String field, InvalidValueException e) {
    return new ProblemException(
        Problem.invalid(List.of(new FieldFault(field, INVALID, message(e)))));
  }

  private static String message(InvalidValueException e) {
    return Objects.requireNonNull(e.getMessage());
  }

  private static String member(RowFault fault) {
    return fault.member().isEmpty() ? BODY : fault.member();
  }

  /** Where a row is read and written on its own: {@code matrix/free/user/chat/openai.plan}. */
  private static String address(RowFault fault) {
    return joined(
        fault.row().isEmpty() ? fault.section() : fault.section() + "/" + fault.row(), fault);
  }

  /** {@code matrix[4].plan}; the address of a row that the document leaves out. */
  private static String place(CatalogBody document, RowFault fault) {
    return CatalogSection.ALL.stream()
        .filter(section -> section.member().equals(fault.section()) && !fault.row().isEmpty())
        .map(section -> index(section, document, fault.row()))
        .filter(index -> index >= 0)
        .map(index -> joined(fault.section() + "[" + index + "]", fault))
        .findFirst()
        .orElseGet(() -> address(fault));
  }

  /** A version that the document gives no number is found without one. */
  private static int index(CatalogSection<?> section, CatalogBody document, String row) {
    int index = section.indexOf(document, row);
    return index < 0 ? section.indexOf(document, "") : index;
  }

  private static String joined(String place, RowFault fault) {
    return fault.member().isEmpty() ? place : place + "." + fault.member();
  }

  /** The rest of the catalogue is sound: a place in the section is one in the row. */
  private static Problem relative(CatalogSection<?> section, Problem problem) {
    Pattern row = Pattern.compile("^" + section.member() + "\\[[0-9]+](\\.|$)");
    List<FieldFault> errors =
        problem.errors().stream()
            .map(
                fault -> {
                  String field = row.matcher(fault.field()).replaceFirst("");
                  return new FieldFault(
                      field.isEmpty() ? BODY : field, fault.rule(), fault.text(), fault.values());
                })
            .toList();
    return new Problem(
        problem.code(),
        problem.detail(),
        problem.values(),
        errors,
        problem.members(),
        problem.retryAfter());
  }
}
