package dev.saldo.benchmarks.ledger;

import java.util.SplittableRandom;

/** How calls spread over the wallets. */
enum Shape {
  /** Every wallet alike. */
  SPREAD {
    @Override
    int pick(SplittableRandom random, int wallets) {
      return random.nextInt(wallets);
    }
  },
  /** One wallet gets them all. */
  HOT {
    @Override
    int pick(SplittableRandom random, int wallets) {
      return 0;
    }
  },
  /** A fifth of the wallets gets four fifths of the calls, and so again within that fifth. */
  SKEWED {
    @Override
    int pick(SplittableRandom random, int wallets) {
      return (int) (wallets * Math.pow(random.nextDouble(), SKEW));
    }
  };

  private static final double SKEW = Math.log(0.2) / Math.log(0.8);

  /** The place of a wallet, from 0. */
  abstract int pick(SplittableRandom random, int wallets);
}
