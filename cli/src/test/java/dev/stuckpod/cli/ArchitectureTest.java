package dev.stuckpod.cli;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.images.release.CommandLineArchive;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The arrows of the design; what a command says goes through one place that makes it fit. */
@AnalyzeClasses(packages = "dev.stuckpod.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ONLY_THE_CONSOLE_WRITES =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Console.class.getName())
          .should()
          .accessTargetWhere(
              target(isOf(PrintWriter.class, PrintStream.class, FileOutputStream.class))
                  .or(target(isOneOf(FileDescriptor.class, "out", "err")))
                  .or(target(isOneOf(System.class, "out", "err", "console")))
                  .or(target(isOneOf(CommandLine.class, "getOut", "getErr"))));

  /** Where dumps are kept is known by their store alone. */
  @ArchTest
  static final ArchRule DUMPS_ARE_KEPT_IN_A_STORE =
      noClasses().should().dependOnClassesThat().areAssignableTo(RawDump.class);

  /** Of the operator only what decides, reads and asks is used, and goes with a release. */
  @ArchTest
  static final ArchRule OF_THE_OPERATOR_ONLY_WHAT_DECIDES =
      noClasses().should().dependOnClassesThat(stayAtHome());

  @Test
  void whatGoesWithAReleaseRunsWithoutTheRestOfTheOperator() {
    String[] taken = CommandLineArchive.OF_THE_OPERATOR.toArray(String[]::new);
    JavaClasses operator =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(taken);

    noClasses()
        .that()
        .resideInAnyPackage(taken)
        .should()
        .dependOnClassesThat(stayAtHome())
        .check(operator);
  }

  private static DescribedPredicate<JavaClass> stayAtHome() {
    return JavaClass.Predicates.resideInAPackage("dev.stuckpod.operator..")
        .and(
            DescribedPredicate.not(
                JavaClass.Predicates.resideInAnyPackage(
                    CommandLineArchive.OF_THE_OPERATOR.toArray(String[]::new))));
  }

  @ArchTest
  static final ArchRule PACKAGES_POINT_ONE_WAY =
      slices().matching("dev.stuckpod.(**)").should().beFreeOfCycles();

  private static DescribedPredicate<AccessTarget> isOf(Class<?>... types) {
    return DescribedPredicate.describe(
        "a writer",
        target -> Stream.of(types).anyMatch(type -> target.getOwner().isEquivalentTo(type)));
  }

  private static DescribedPredicate<AccessTarget> isOneOf(Class<?> type, String... names) {
    Set<String> all = Set.of(names);
    return DescribedPredicate.describe(
        type.getSimpleName() + " " + all,
        target -> target.getOwner().isEquivalentTo(type) && all.contains(target.getName()));
  }
}
