package dev.saldo.verification.simulation;

import dev.saldo.out.postgres.wallet.StoredWallet;
import java.util.ArrayList;
import java.util.List;

/** Lives a scenario and judges it. */
public final class Life {
  private Life() {}

  /** What the product does in a scenario. */
  public static Verdict of(Scenario scenario) {
    return of(scenario, Copy.REAL, false);
  }

  /**
   * What a copy of the product does in a scenario.
   *
   * @param inWords whether the trace is wanted
   */
  public static Verdict of(Scenario scenario, Copy copy, boolean inWords) {
    Trace trace = new Trace(inWords);
    World world = new World(scenario, copy, trace);
    List<String> broken = new ArrayList<>();
    try {
      world.live();
      broken.addAll(world.callers().broken());
      broken.addAll(new Replay(world).faults());
      world.database().wallets().forEach(stored -> broken.addAll(Soundness.faults(stored)));
    } catch (RuntimeException e) {
      broken.addAll(world.callers().broken());
      broken.add("failure: could not go on: " + e + " at " + e.getStackTrace()[0]);
    }
    for (StoredWallet stored : world.database().wallets()) {
      trace.note(
          "wallet", stored.wallet().id().value(), stored.wallet().lastHash().toString().hashCode());
    }
    return new Verdict(
        trace.digest(),
        world.database().journal().size(),
        world.faults(),
        world.faultNumbers(),
        broken,
        trace.lines());
  }
}
