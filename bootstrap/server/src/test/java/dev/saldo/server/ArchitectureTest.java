package dev.saldo.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final String BASE = "dev.saldo.";
  private static final List<String> RINGS =
      List.of("domain", "application", "in.rest", "out.postgres");

  private static final List<String> INNER_RINGS = List.of("domain", "application");

  /** The business areas, and the areas that each may use. */
  private static final Map<String, Set<String>> AREAS =
      Map.of(
          "pricing", Set.of(),
          "limit", Set.of(),
          "audit", Set.of(),
          "identity", Set.of("audit", "catalog"),
          "plan", Set.of("pricing", "limit"),
          "matrix", Set.of("pricing", "limit", "plan"),
          "catalog", Set.of("audit", "pricing", "limit", "plan", "matrix"),
          "wallet", Set.of("audit", "pricing", "limit", "identity", "plan", "matrix", "catalog"),
          "usage", Set.of("pricing", "limit", "identity", "plan", "matrix", "catalog", "wallet"));

  private static final Set<String> CLOCKS_AND_DICE =
      Set.of(
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.LocalTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.YearMonth.now",
          "java.time.ZonedDateTime.now",
          "java.time.ZoneId.systemDefault",
          "java.util.Date.<init>",
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.Random.<init>",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.security.SecureRandom.<init>");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(
              "dev.saldo.domain",
              "dev.saldo.application",
              "dev.saldo.in",
              "dev.saldo.out",
              "dev.saldo.server");

  @Test
  void findsEveryRingAndArea() {
    for (String ring : RINGS) {
      assertThat(CLASSES.containPackage(BASE + ring)).as(ring).isTrue();
    }
    for (String area : AREAS.keySet()) {
      assertThat(RINGS).as(area).anyMatch(ring -> CLASSES.containPackage(BASE + ring + "." + area));
    }
  }

  @Test
  void namesEveryAreaOfTheInnerRings() {
    for (String ring : INNER_RINGS) {
      assertThat(CLASSES.getPackage(BASE + ring).getSubpackages())
          .extracting(JavaPackage::getRelativeName)
          .isSubsetOf(AREAS.keySet());
    }
  }

  /** Outside, authentication is everywhere, and freedom from cycles is enough. */
  @Test
  void letsAreasOfTheInnerRingsDependOneWayOnly() {
    classes().that(resideInAnArea()).should(useOnlyTheAreasBelow()).check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"domain", "application", "in.rest", "out.postgres"})
  void hasNoCycleBetweenPackages(String ring) {
    slices().matching(BASE + ring + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void keepsClockAndRandomOutOfTheInnerRings() {
    noClasses()
        .that(resideInAnyPackage(BASE + "domain..", BASE + "application.."))
        .should()
        .accessTargetWhere(readsClockOrRollsDice())
        .check(CLASSES);
  }

  @Test
  void buildsTheInnerRingsOnTheJdkAlone() {
    classes()
        .that(resideInAnyPackage(BASE + "domain..", BASE + "application.."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    BASE + "domain..",
                    BASE + "application..",
                    "java.lang..",
                    "java.math..",
                    "java.nio.charset..",
                    "java.security..",
                    "java.text..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify..")
                .or(encodeInMemory()))
        .check(CLASSES);
  }

  @Test
  void keepsTheDomainApartFromTheApplication() {
    noClasses()
        .that(resideInAnyPackage(BASE + "domain.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(BASE + "application.."))
        .check(CLASSES);
  }

  @Test
  void keepsAdaptersApart() {
    noClasses()
        .that(resideInAnyPackage(BASE + "in.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(BASE + "out.."))
        .check(CLASSES);
    noClasses()
        .that(resideInAnyPackage(BASE + "out.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(BASE + "in.."))
        .check(CLASSES);
  }

  @Test
  void namesTypesByWhatTheyAre() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Mapper|Dto|DTO|Service|Facade|Default)$")
        .check(CLASSES);
  }

  /** Streams that never leave memory; a file, a socket or a process would be I/O. */
  private static DescribedPredicate<JavaClass> encodeInMemory() {
    Set<String> names =
        Set.of(
            "java.io.ByteArrayOutputStream",
            "java.io.DataOutputStream",
            "java.io.IOException",
            "java.io.OutputStream",
            "java.io.UncheckedIOException");
    return DescribedPredicate.describe(
        "encode in memory", type -> names.contains(type.getBaseComponentType().getName()));
  }

  private static DescribedPredicate<JavaClass> resideInAnArea() {
    return DescribedPredicate.describe("reside in an area", type -> areaOf(type).isPresent());
  }

  private static ArchCondition<JavaClass> useOnlyTheAreasBelow() {
    return new ArchCondition<>("use only the areas below their own") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String area = areaOf(type).orElseThrow();
        type.getDirectDependenciesFromSelf()
            .forEach(
                dependency ->
                    areaOf(dependency.getTargetClass())
                        .filter(used -> !used.equals(area) && !AREAS.get(area).contains(used))
                        .ifPresent(
                            used ->
                                events.add(
                                    SimpleConditionEvent.violated(
                                        dependency,
                                        area
                                            + " uses "
                                            + used
                                            + ": "
                                            + dependency.getDescription()))));
      }
    };
  }

  private static DescribedPredicate<JavaAccess<?>> readsClockOrRollsDice() {
    return DescribedPredicate.describe(
        "reads a clock or rolls dice",
        access ->
            CLOCKS_AND_DICE.contains(
                access.getTargetOwner().getName() + "." + access.getTarget().getName()));
  }

  private static Optional<String> areaOf(JavaClass type) {
    return INNER_RINGS.stream()
        .flatMap(ring -> restAfter(type.getPackageName(), BASE + ring + "."))
        .map(rest -> rest.split("\\.", -1)[0])
        .filter(AREAS::containsKey)
        .findFirst();
  }

  private static Stream<String> restAfter(String name, String prefix) {
    return name.startsWith(prefix) ? Stream.of(name.substring(prefix.length())) : Stream.empty();
  }
}
