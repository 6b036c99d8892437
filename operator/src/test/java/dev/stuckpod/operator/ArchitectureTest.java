package dev.stuckpod.operator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;

/** The arrows of the design. */
@AnalyzeClasses(
    packages = "dev.stuckpod.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] CLIENTS = {
    "okhttp3..", "okio..", "io.fabric8..", "io.javaoperatorsdk..", "java.net..", "java.io.."
  };

  @ArchTest
  static final ArchRule DECIDING_TOUCHES_NO_CLIENT =
      noClasses()
          .that()
          .resideInAnyPackage("dev.stuckpod.operator.decide", "dev.stuckpod.operator.rules")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CLIENTS);

  @ArchTest
  static final ArchRule READINGS_DO_NOT_JUDGE =
      noClasses()
          .that()
          .resideInAPackage("dev.stuckpod.operator.readings")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.stuckpod.operator.decide", "dev.stuckpod.operator.policy");

  @ArchTest
  static final ArchRule NOTHING_IMPORTS_A_RECONCILER =
      classes()
          .that()
          .implement(Reconciler.class)
          .should()
          .onlyHaveDependentClassesThat(
              DescribedPredicate.or(
                  name("dev.stuckpod.operator.StuckpodOperator"), nestedInAReconciler()));

  @ArchTest
  static final ArchRule NOTHING_IMPORTS_THE_PROCESS =
      classes()
          .that()
          .resideInAPackage("dev.stuckpod.operator")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("dev.stuckpod.operator");

  @ArchTest
  static final ArchRule THE_SIDECAR_IS_KNOWN_BY_ITS_PROTOCOL =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe(
                  "the sidecar beside its protocol package",
                  type ->
                      type.getPackageName().startsWith("dev.stuckpod.sidecar")
                          && !type.getPackageName().startsWith("dev.stuckpod.sidecar.protocol")));

  @ArchTest
  static final ArchRule THE_OPERATOR_READS_NO_MEMORY =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.stuckpod.goroutines..");

  @ArchTest
  static final ArchRule PACKAGES_POINT_ONE_WAY =
      slices().matching("dev.stuckpod.operator.(*)..").should().beFreeOfCycles();

  private static DescribedPredicate<JavaClass> nestedInAReconciler() {
    return DescribedPredicate.describe(
        "are nested in a reconciler",
        type ->
            type.getEnclosingClass()
                .map(outer -> outer.isAssignableTo(Reconciler.class))
                .orElse(false));
  }
}
