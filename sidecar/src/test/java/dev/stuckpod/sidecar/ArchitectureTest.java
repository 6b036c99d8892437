package dev.stuckpod.sidecar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Set;

/** The arrows within the sidecar; the wire stands alone, in a module of its own. */
@AnalyzeClasses(packages = "dev.stuckpod", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** The kernel's files of /proc, the spool's, and what stands in an image that is being made. */
  private static final Set<String> OWN_FILES = Set.of("OwnFiles", "Proc", "Server", "Training");

  @ArchTest
  static final ArchRule theWireImportsNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("dev.stuckpod.protocol..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are ours outside the wire",
                  c ->
                      c.getPackageName().startsWith("dev.stuckpod")
                          && !c.getPackageName().startsWith("dev.stuckpod.protocol")));

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
              "dev.stuckpod.sidecar.port..",
              "dev.stuckpod.sidecar.gops..",
              "dev.stuckpod.sidecar.pprof..",
              "dev.stuckpod.sidecar.memory..",
              "dev.stuckpod.sidecar.method..",
              "dev.stuckpod.sidecar.attempt..",
              "dev.stuckpod.sidecar.glancing..",
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
              "dev.stuckpod.sidecar.method..",
              "dev.stuckpod.sidecar.port..",
              "dev.stuckpod.sidecar.gops..",
              "dev.stuckpod.sidecar.pprof..");

  /** Who glances only ever reads. */
  @ArchTest
  static final ArchRule glancesTouchNoProcess =
      noClasses()
          .that()
          .resideInAPackage("dev.stuckpod.sidecar.glancing..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.stuckpod.sidecar.signal..",
              "dev.stuckpod.sidecar.attach..",
              "dev.stuckpod.sidecar.method..",
              "dev.stuckpod.sidecar.attempt..",
              "dev.stuckpod.sidecar.port..",
              "dev.stuckpod.sidecar.gops..",
              "dev.stuckpod.sidecar.pprof..");

  /** What can be done to a process is a method's: whoever takes a dump need not know how. */
  @ArchTest
  static final ArchRule attemptsKnowMethodsAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.stuckpod.sidecar.attempt..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.stuckpod.sidecar.signal..",
              "dev.stuckpod.sidecar.attach..",
              "dev.stuckpod.sidecar.memory..",
              "dev.stuckpod.sidecar.port..",
              "dev.stuckpod.sidecar.gops..",
              "dev.stuckpod.sidecar.pprof..");

  /** A new reader of what an app can change has to go the way that all go. */
  @ArchTest
  static final ArchRule whatAnAppCanChangeIsOpenedInOneRoom =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "open nothing that is an app's",
                  c ->
                      c.getPackageName().startsWith("dev.stuckpod.sidecar")
                          && !c.getPackageName().equals("dev.stuckpod.sidecar.files")
                          && !c.getPackageName().equals("dev.stuckpod.sidecar.spool")
                          && !OWN_FILES.contains(c.getSimpleName())))
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "open files",
                  c ->
                      c.getName().equals("java.nio.file.Files")
                          || c.getName().equals("java.nio.channels.FileChannel")
                          || c.getName().equals("java.nio.file.SecureDirectoryStream")
                          || c.getName().equals("java.util.Scanner")
                          || c.getName().matches("java\\.io\\.(File|RandomAccess).*")
                          || c.getName().startsWith("java.util.zip.ZipFile")
                          || c.getName().startsWith("java.util.jar.")));

  /** An answer of an app has a head, a body and an end in time by one client alone. */
  @ArchTest
  static final ArchRule appsAreAskedByOneClient =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "are not the client",
                  c ->
                      !c.getName().equals("dev.stuckpod.sidecar.port.Connection")
                          && !c.getName().equals("dev.stuckpod.sidecar.port.Timed")
                          && !c.getName().equals("dev.stuckpod.sidecar.Training")))
          .and()
          .resideInAPackage("dev.stuckpod.sidecar..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.(URL|URLConnection|HttpsURLConnection|Socket)|javax\\.net\\.ssl\\.HttpsURLConnection");

  /** Its log is read by the operator, which believes some of its lines: nobody forges one. */
  @ArchTest
  static final ArchRule theLogIsWrittenInOnePlace =
      noClasses()
          .that(
              DescribedPredicate.describe(
                  "are not the sidecar's beginning",
                  c -> !c.getName().equals("dev.stuckpod.sidecar.StuckpodSidecar")))
          .and()
          .resideInAPackage("dev.stuckpod.sidecar..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule digestsBeginInOnePlace =
      noClasses()
          .that()
          .resideInAPackage("dev.stuckpod.sidecar..")
          .should()
          .callMethod(MessageDigest.class, "getInstance", String.class);

  /** Whoever remembers strangers has a bound. */
  @ArchTest
  static final ArchRule mapsForgetInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.stuckpod.door.bounded")
          .should()
          .beAssignableTo(LinkedHashMap.class);

  @ArchTest
  static final ArchRule packagesPointOneWay =
      slices().matching("dev.stuckpod.(**)").should().beFreeOfCycles();
}
