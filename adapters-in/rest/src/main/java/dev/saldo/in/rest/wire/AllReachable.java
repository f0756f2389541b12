package dev.saldo.in.rest.wire;

import jakarta.validation.Path;
import jakarta.validation.TraversableResolver;
import java.lang.annotation.ElementType;
import org.jspecify.annotations.Nullable;

/** Every field can be looked at: bodies are plain values. Named in {@code validation.xml}. */
public final class AllReachable implements TraversableResolver {
  @Override
  public boolean isReachable(
      @Nullable Object object, Path.Node node, Class<?> root, Path path, ElementType element) {
    return true;
  }

  @Override
  public boolean isCascadable(
      @Nullable Object object, Path.Node node, Class<?> root, Path path, ElementType element) {
    return true;
  }
}
