package io.sightline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Which packages may import which, and which library each package may use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
  private static final String ROOT = "io.sightline.";

  /** The packages by layer, lowest first; imports go to lower layers only, never up or sideways. */
  private static final List<List<String>> ROWS =
      List.of(
          List.of("inspection"),
          List.of("image", "config"),
          List.of("capture", "detect", "store"),
          List.of("line", "report"),
          List.of("ui"),
          List.of("app"));

  /** The packages that may use a library, by the library's root package. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("org.bytedeco.opencv", Set.of("image", "capture", "detect")),
          Map.entry("org.bytedeco.ffmpeg", Set.of("capture")),
          Map.entry("org.bytedeco.javacv", Set.of()),
          Map.entry("ai.djl", Set.of("detect")),
          Map.entry("ai.onnxruntime", Set.of("detect.engine")),
          Map.entry("com.sun.jna", Set.of("detect.engine")),
          Map.entry("java.sql", Set.of("store")),
          Map.entry("org.sqlite", Set.of("store")),
          Map.entry("org.jdbi", Set.of("store")),
          Map.entry("tools.jackson", Set.of("config")),
          Map.entry("com.fasterxml", Set.of("config")),
          Map.entry("org.snakeyaml", Set.of("config")),
          Map.entry("org.HdrHistogram", Set.of("line")),
          Map.entry("de.siegmar.fastcsv", Set.of("report")),
          Map.entry("javafx", Set.of("ui")),
          Map.entry("atlantafx", Set.of("ui")),
          Map.entry("picocli", Set.of("app")));

  private JavaClasses sightline = new ClassFileImporter().importClasses(Set.of());

  @BeforeAll
  void read() {
    sightline =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.sightline");
    assertThat(sightline).as("the classes of the house").hasSizeGreaterThan(20);
  }

  @Test
  void importsGoToLowerRowsOnly() {
    var house =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (String name : ROWS.stream().flatMap(List::stream).toList()) {
      house = house.layer(name).definedBy(ROOT + name + "..");
    }
    for (int row = 0; row < ROWS.size(); row++) {
      String[] above =
          ROWS.subList(row + 1, ROWS.size()).stream().flatMap(List::stream).toArray(String[]::new);
      for (String name : ROWS.get(row)) {
        house =
            above.length == 0
                ? house.whereLayer(name).mayNotBeAccessedByAnyLayer()
                : house.whereLayer(name).mayOnlyBeAccessedByLayers(above);
      }
    }
    house.check(sightline);
  }

  /**
   * Within {@code detect}: detectors use engines, engines use bundles, and all use the pure
   * packages; these and bundles use no runtimes.
   */
  @Test
  void theRoomsOfDetectLookDownOnly() {
    String detect = ROOT + "detect";
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("detectors")
        .definedBy(detect)
        .layer("engine")
        .definedBy(detect + ".engine")
        .layer("bundle")
        .definedBy(detect + ".bundle")
        .layer("picture")
        .definedBy(detect + ".picture")
        .layer("layout")
        .definedBy(detect + ".layout")
        .layer("onnx")
        .definedBy(detect + ".onnx")
        .whereLayer("detectors")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("engine")
        .mayOnlyBeAccessedByLayers("detectors")
        .whereLayer("bundle")
        .mayOnlyBeAccessedByLayers("detectors", "engine")
        .whereLayer("picture")
        .mayOnlyBeAccessedByLayers("detectors", "engine")
        .whereLayer("layout")
        .mayOnlyBeAccessedByLayers("detectors", "engine", "bundle")
        .whereLayer("onnx")
        .mayOnlyBeAccessedByLayers("detectors", "engine", "bundle", "picture", "layout")
        .check(sightline);
    onlyDependsOn(detect + ".onnx", ROOT + "inspection", "com.sun.management");
    onlyDependsOn(detect + ".layout", ROOT + "inspection", detect + ".onnx");
    onlyDependsOn(
        detect + ".bundle",
        ROOT + "inspection",
        ROOT + "config",
        detect + ".onnx",
        detect + ".layout");
  }

  /** Asserts that a package depends on nothing but the JDK and these packages. */
  private void onlyDependsOn(String room, String... others) {
    String[] allowed =
        Stream.concat(Stream.of("java..", "org.jspecify..", room), Arrays.stream(others))
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(sightline);
  }

  /**
   * Within {@code app}: the program may use the large commands' packages; all may use {@code
   * command}.
   */
  @Test
  void theRoomsOfAppLookDownOnly() {
    String app = ROOT + "app";
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("program")
        .definedBy(app)
        .layer("bench")
        .definedBy(app + ".bench")
        .layer("validation")
        .definedBy(app + ".validation")
        .layer("command")
        .definedBy(app + ".command")
        .whereLayer("program")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("bench")
        .mayOnlyBeAccessedByLayers("program")
        .whereLayer("validation")
        .mayOnlyBeAccessedByLayers("program")
        .check(sightline);
  }

  /**
   * Within {@code ui.live}: the screen uses its pictures and banners, these use its state and the
   * controls they share; the state, and what it uses of {@code ui.base}, know nothing of JavaFX.
   */
  @Test
  void theRoomsOfUiLiveLookDownOnly() {
    String live = ROOT + "ui.live";
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("screen")
        .definedBy(live)
        .layer("picture")
        .definedBy(live + ".picture")
        .layer("banner")
        .definedBy(live + ".banner")
        .layer("control")
        .definedBy(live + ".control")
        .layer("model")
        .definedBy(live + ".model")
        .whereLayer("screen")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("picture")
        .mayOnlyBeAccessedByLayers("screen")
        .whereLayer("banner")
        .mayOnlyBeAccessedByLayers("screen")
        .whereLayer("control")
        .mayOnlyBeAccessedByLayers("screen", "picture", "banner")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("screen", "picture", "banner")
        .check(sightline);
    classes()
        .that()
        .resideInAnyPackage(live + ".model", ROOT + "ui.base")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            ROOT + "inspection",
            ROOT + "detect..",
            ROOT + "line",
            ROOT + "report",
            ROOT + "ui.base",
            live + ".model")
        .check(sightline);
  }

  @Test
  void noPackagesImportEachOther() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(sightline);
  }

  @Test
  void everyClassLivesInARoomOfTheHouse() {
    String[] rooms =
        ROWS.stream().flatMap(List::stream).map(name -> ROOT + name + "..").toArray(String[]::new);
    classes().should().resideInAnyPackage(rooms).check(sightline);
  }

  @Test
  void aLibraryIsTouchedInItsOwnPackageOnly() {
    LIBRARIES.forEach(
        (library, rooms) ->
            noClasses()
                .that(liveOutside(rooms))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .allowEmptyShould(true)
                .check(sightline));
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    Set<String> packages =
        sightline.stream()
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> documented =
        sightline.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(documented).isEqualTo(packages);
  }

  @Test
  void namesSayWhatAThingIsFor() {
    String[] empty = {"Manager", "Helper", "Util", "Utils", "Impl", "Data", "Info"};
    assertThat(sightline.stream().map(JavaClass::getSimpleName))
        .noneMatch(name -> Arrays.stream(empty).anyMatch(name::endsWith));
  }

  private static DescribedPredicate<JavaClass> liveOutside(Set<String> rooms) {
    return DescribedPredicate.describe(
        "live outside " + rooms,
        type ->
            rooms.stream()
                .map(room -> ROOT + room)
                .noneMatch(
                    room ->
                        type.getPackageName().equals(room)
                            || type.getPackageName().startsWith(room + ".")));
  }
}
