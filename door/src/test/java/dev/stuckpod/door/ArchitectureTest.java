package dev.stuckpod.door;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the door. */
@AnalyzeClasses(
    packages = "dev.stuckpod.door",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Others remember by it who have no door. */
  @ArchTest
  static final ArchRule whatIsRememberedKnowsNoDoor =
      classes()
          .that()
          .resideInAPackage("dev.stuckpod.door.bounded")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "dev.stuckpod.door.bounded");
}
