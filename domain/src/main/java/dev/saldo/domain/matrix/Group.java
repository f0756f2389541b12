package dev.saldo.domain.matrix;

import dev.saldo.domain.Slug;

/**
 * A name that users and customers can be gathered under.
 *
 * @param tester whether its members may use providers that are being tested
 */
public record Group(String slug, boolean tester) {
  public Group {
    Slug.of(slug);
  }
}
