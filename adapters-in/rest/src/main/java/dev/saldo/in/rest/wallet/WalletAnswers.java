package dev.saldo.in.rest.wallet;

import dev.saldo.application.wallet.WalletResult;
import dev.saldo.domain.wallet.Outcome;
import dev.saldo.domain.wallet.Standing;
import dev.saldo.in.rest.problem.ProblemException;
import dev.saldo.in.rest.wire.IdempotentRequest;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What every command on a wallet is answered alike. */
final class WalletAnswers {
  private WalletAnswers() {}

  /**
   * The answer to a command that was decided.
   *
   * @param unknown what is said when there is no such wallet for the caller
   * @param answer shows an outcome, and whether it is the first answer again
   * @throws ProblemException if nothing was decided
   */
  static <R extends Outcome> Response of(
      WalletResult<R> result,
      Supplier<ProblemException> unknown,
      BiFunction<R, Boolean, Response> answer) {
    return switch (result) {
      case WalletResult.Answered<R>(R outcome, boolean replayed) -> answer.apply(outcome, replayed);
      case WalletResult.Unknown<R>() -> throw unknown.get();
      case WalletResult.KeyReused<R>() -> throw CallProblems.keyReused();
    };
  }

  /** A command that had its effect, with the balance that it left. */
  static Response done(Response.ResponseBuilder answer, Standing standing, boolean replayed) {
    return IdempotentRequest.replayed(DecisionHeaders.balance(answer, standing), replayed).build();
  }
}
