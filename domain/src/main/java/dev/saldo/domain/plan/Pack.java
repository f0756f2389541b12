package dev.saldo.domain.plan;

import static dev.saldo.domain.InvalidValueException.require;

import dev.saldo.domain.Credits;
import dev.saldo.domain.Money;
import dev.saldo.domain.Slug;

/** Credits that can be bought at once, beside any plan. */
public record Pack(String slug, String name, Credits credits, Money price) {
  public Pack {
    Slug.of(slug);
    require(!name.isBlank(), "pack " + slug + " must have a name");
    require(!credits.isZero(), "pack " + slug + " must have credits");
  }
}
