package dev.stuckpod.analysis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A dump's bytes in, an explanation out: one way, and nothing else of the world. */
@AnalyzeClasses(
    packages = "dev.stuckpod.analysis",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] RUNTIMES = {
    "dev.stuckpod.analysis.golang..", "dev.stuckpod.analysis.hotspot.."
  };

  @ArchTest
  static final ArchRule FROM_BYTES_TO_REPORT =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("entry")
          .definedBy("dev.stuckpod.analysis")
          .layer("line")
          .definedBy("dev.stuckpod.analysis.line")
          .layer("format")
          .definedBy("dev.stuckpod.analysis.format")
          .layer("model")
          .definedBy("dev.stuckpod.analysis.model..")
          .layer("graph")
          .definedBy("dev.stuckpod.analysis.graph")
          .layer("platform")
          .definedBy("dev.stuckpod.analysis.platform")
          .layer("golang")
          .definedBy("dev.stuckpod.analysis.golang..")
          .layer("hotspot")
          .definedBy("dev.stuckpod.analysis.hotspot..")
          .layer("rule")
          .definedBy("dev.stuckpod.analysis.rule..")
          .layer("series")
          .definedBy("dev.stuckpod.analysis.series")
          .layer("report")
          .definedBy("dev.stuckpod.analysis.report")
          .whereLayer("entry")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("golang")
          .mayOnlyBeAccessedByLayers("entry")
          .whereLayer("hotspot")
          .mayOnlyBeAccessedByLayers("entry")
          .whereLayer("platform")
          .mayOnlyBeAccessedByLayers("entry", "golang", "hotspot")
          .whereLayer("line")
          .mayOnlyBeAccessedByLayers("format", "golang", "hotspot")
          .whereLayer("format")
          .mayOnlyBeAccessedByLayers("entry", "platform", "golang", "hotspot")
          .whereLayer("rule")
          .mayOnlyBeAccessedByLayers("entry")
          .whereLayer("series")
          .mayOnlyBeAccessedByLayers("entry")
          .whereLayer("graph")
          .mayOnlyBeAccessedByLayers("entry", "platform", "golang", "hotspot", "rule", "series")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers(
              "entry",
              "platform",
              "golang",
              "hotspot",
              "format",
              "graph",
              "report",
              "rule",
              "series")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("entry", "rule", "series");

  @ArchTest
  static final ArchRule NAMES_A_RUNTIME_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackages(RUNTIMES)
          .and()
          .doNotHaveFullyQualifiedName(Platforms.class.getName())
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(RUNTIMES);

  @ArchTest
  static final ArchRule GOES_IN_NO_CIRCLE =
      slices().matching("dev.stuckpod.analysis.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule KNOWS_NO_KUBERNETES_AND_NO_NETWORK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..",
              "okhttp3..",
              "java.net..",
              "java.nio.channels..",
              "dev.stuckpod.crds..",
              "dev.stuckpod.sidecar..",
              "dev.stuckpod.operator..");
}
