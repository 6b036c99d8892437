package dev.stuckpod.text;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Nobody makes text fit by saying so. */
@AnalyzeClasses(
    packages = "dev.stuckpod.text",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule FIT_TEXT_IS_MADE_HERE =
      constructors().that().areDeclaredInClassesThat().implement(Fit.class).should().bePrivate();

  @ArchTest
  static final ArchRule NEEDS_NOTHING =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "dev.stuckpod.text", "org.jspecify..");
}
