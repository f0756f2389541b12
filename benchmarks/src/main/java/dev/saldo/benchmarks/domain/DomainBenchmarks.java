package dev.saldo.benchmarks.domain;

import dev.saldo.benchmarks.TypicalCalls;
import dev.saldo.domain.matrix.Candidate;
import dev.saldo.domain.matrix.MatrixContext;
import dev.saldo.domain.matrix.Resolution;
import dev.saldo.domain.pricing.Rating;
import dev.saldo.domain.wallet.AuthorizeOutcome;
import dev.saldo.domain.wallet.Decision;
import dev.saldo.domain.wallet.SettleOutcome;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** What each rule costs on a typical call. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DomainBenchmarks {
  /** Decides a call on a wallet with two grants and both limits counted. */
  @Benchmark
  public Decision<AuthorizeOutcome> decideAuthorize(TypicalWallet wallet) {
    return wallet.authorize().decide(wallet.beforeAuthorize(), wallet.now());
  }

  /** Decides the settlement of an open hold. */
  @Benchmark
  public Decision<SettleOutcome> decideSettle(TypicalWallet wallet) {
    return wallet.settle().decide(wallet.beforeSettle(), wallet.now());
  }

  /** Prices a call's tokens. */
  @Benchmark
  public Rating rate(TypicalWallet wallet) {
    return wallet.price().rate(TypicalCalls.used());
  }

  /** Asks the starter catalogue's matrix who may serve a call. */
  @Benchmark
  public Resolution resolve(TypicalWallet wallet) {
    MatrixContext context = TypicalCalls.context(wallet.now());
    return wallet.matrix().resolve(context);
  }

  /**
   * Asks a matrix of 10,000 cells and 1,000 overrides, and prices every candidate with 1,000 rows.
   */
  @Benchmark
  public long resolveAndPriceInLargeCatalog(LargeCatalog catalog) {
    MatrixContext question = catalog.question();
    return switch (catalog.matrix().resolve(question)) {
      case Resolution.Resolved resolved -> {
        long micros = 0;
        for (Candidate candidate : resolved.candidates()) {
          micros +=
              catalog
                  .pricing()
                  .find(question.plan(), question.feature(), candidate.model())
                  .orElseThrow()
                  .price()
                  .rate(TypicalCalls.used())
                  .credits()
                  .micros();
        }
        yield micros;
      }
      case Resolution.Unresolved unresolved ->
          throw new IllegalStateException("the matrix answers " + unresolved.reason());
    };
  }
}
