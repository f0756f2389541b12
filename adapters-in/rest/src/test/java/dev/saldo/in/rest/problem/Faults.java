package dev.saldo.in.rest.problem;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refused request was told, for tests. */
public final class Faults {
  private Faults() {}

  /** The problem that ends the work. */
  public static Problem problem(ThrowingCallable work) {
    Problem[] found = new Problem[1];
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(work)
        .satisfies(refused -> found[0] = refused.problem());
    return found[0];
  }

  /** The one broken rule: {@code field rule}. */
  public static String only(ThrowingCallable work) {
    Problem problem = problem(work);
    if (problem.errors().size() != 1) {
      throw new AssertionError("not one fault: " + problem);
    }
    FieldFault fault = problem.errors().getFirst();
    return fault.field() + " " + fault.rule();
  }
}
