package dev.saldo.domain.matrix;

/** Why a cell of the matrix is there. */
public enum Origin {
  /** The normal offer of the plan. */
  STANDARD,
  /** A promotion. */
  PROMO,
  /** An arrangement that others do not have. */
  EXCLUSIVE
}
