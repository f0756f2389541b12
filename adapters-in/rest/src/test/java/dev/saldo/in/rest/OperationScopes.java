package dev.saldo.in.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The scopes that operations name, one of which a key must have: the document does not say. */
final class OperationScopes {
  private static final String CLASS = ".class";

  private OperationScopes() {}

  /** By the name of the operation; {@code admin} where none is named. */
  static Map<String, Set<String>> find()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Map<String, Set<String>> scopes = new HashMap<>();
    for (Class<?> type : classes()) {
      for (Method method : type.getDeclaredMethods()) {
        Operation operation = method.getAnnotation(Operation.class);
        if (operation != null) {
          scopes.put(operation.operationId(), scopes(method));
        }
      }
    }
    return scopes;
  }

  private static Set<String> scopes(Method method) {
    RolesAllowed allowed = method.getAnnotation(RolesAllowed.class);
    if (allowed != null) {
      return Set.of(allowed.value());
    }
    return method.isAnnotationPresent(PermitAll.class) ? Set.of() : Set.of("admin");
  }

  private static List<Class<?>> classes()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path root = Path.of(SaldoApi.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Path> files;
    try (Stream<Path> all = Files.walk(root.resolve("dev/saldo/in/rest"))) {
      files = all.filter(file -> file.toString().endsWith(CLASS)).toList();
    }
    List<Class<?>> classes = new ArrayList<>();
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('/', '.');
      classes.add(
          Class.forName(
              name.substring(0, name.length() - CLASS.length()),
              false,
              SaldoApi.class.getClassLoader()));
    }
    return classes;
  }
}
