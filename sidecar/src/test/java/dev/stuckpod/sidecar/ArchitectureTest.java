package dev.stuckpod.sidecar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The sidecar stands alone, and the wire stands alone within it. */
@AnalyzeClasses(packages = "dev.stuckpod", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theWireImportsNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("dev.stuckpod.sidecar.protocol..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are ours outside the wire",
                  c ->
                      c.getPackageName().startsWith("dev.stuckpod")
                          && !c.getPackageName().startsWith("dev.stuckpod.sidecar.protocol")));

  @ArchTest
  static final ArchRule lookingTouchesNoProcess =
      noClasses()
          .that()
          .resideInAPackage("dev.stuckpod.sidecar.process..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.stuckpod.sidecar.signal..",
              "dev.stuckpod.sidecar.attach..",
              "dev.stuckpod.sidecar.pprof..",
              "dev.stuckpod.sidecar.memory..",
              "dev.stuckpod.sidecar.attempt..",
              "dev.stuckpod.sidecar.server..");

  @ArchTest
  static final ArchRule onlyAttemptsTouchProcesses =
      noClasses()
          .that()
          .resideInAPackage("dev.stuckpod.sidecar.server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.stuckpod.sidecar.signal..",
              "dev.stuckpod.sidecar.attach..",
              "dev.stuckpod.sidecar.memory..",
              "dev.stuckpod.sidecar.pprof..");

  @ArchTest
  static final ArchRule packagesPointOneWay =
      slices().matching("dev.stuckpod.sidecar.(*)..").should().beFreeOfCycles();
}
