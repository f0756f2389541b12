package dev.saldo.domain.matrix;

import java.util.Comparator;

/** A provider in one of its roles. */
record Seat(RoleAssignment assignment, Provider provider) {
  /** The heaviest first, then the cheapest, then by name. */
  static final Comparator<Seat> PREFERENCE =
      Comparator.comparing((Seat seat) -> seat.assignment().weight())
          .reversed()
          .thenComparing(seat -> seat.provider().relativeCost())
          .thenComparing(seat -> seat.provider().slug());
}
