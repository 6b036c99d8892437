package dev.stuckpod.goroutines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * From bytes to text, one layer on the other; below, the JDK and the kernel's word for a process.
 */
@AnalyzeClasses(
    packages = "dev.stuckpod.goroutines",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule layersPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("memory")
          .definedBy("..goroutines.memory")
          .layer("elf")
          .definedBy("..goroutines.elf")
          .layer("layout")
          .definedBy("..goroutines.layout")
          .layer("tables")
          .definedBy("..goroutines.tables")
          .layer("calls")
          .definedBy("..goroutines.calls")
          .layer("stack")
          .definedBy("..goroutines.stack")
          .layer("code")
          .definedBy("..goroutines.code..")
          .layer("runtime")
          .definedBy("..goroutines.runtime")
          .layer("locks")
          .definedBy("..goroutines.locks")
          .layer("sockets")
          .definedBy("..goroutines.sockets")
          .layer("reach")
          .definedBy("..goroutines.reach")
          .layer("text")
          .definedBy("..goroutines.text")
          .layer("sightings")
          .definedBy("..goroutines.sightings")
          .layer("glance")
          .definedBy("..goroutines.glance")
          .layer("process")
          .definedBy("..goroutines.process")
          .layer("all")
          .definedBy("dev.stuckpod.goroutines")
          .whereLayer("memory")
          .mayNotAccessAnyLayer()
          .whereLayer("layout")
          .mayNotAccessAnyLayer()
          .whereLayer("process")
          .mayNotAccessAnyLayer()
          .whereLayer("sightings")
          .mayNotAccessAnyLayer()
          .whereLayer("elf")
          .mayOnlyAccessLayers("memory")
          .whereLayer("tables")
          .mayOnlyAccessLayers("memory", "elf", "layout")
          .whereLayer("calls")
          .mayOnlyAccessLayers("memory", "elf", "tables")
          .whereLayer("stack")
          .mayOnlyAccessLayers("memory", "elf", "tables", "calls")
          .whereLayer("code")
          .mayOnlyAccessLayers("memory", "elf", "tables", "calls", "stack")
          .whereLayer("runtime")
          .mayOnlyAccessLayers("memory", "elf", "layout", "tables", "stack")
          .whereLayer("glance")
          .mayOnlyAccessLayers("memory", "layout", "runtime")
          .whereLayer("locks")
          .mayOnlyAccessLayers(
              "memory", "elf", "layout", "tables", "calls", "stack", "code", "runtime")
          .whereLayer("sockets")
          .mayOnlyAccessLayers("memory", "elf", "tables", "calls", "stack")
          .whereLayer("reach")
          .mayOnlyAccessLayers(
              "memory", "elf", "layout", "tables", "calls", "stack", "runtime", "locks")
          .whereLayer("text")
          .mayOnlyAccessLayers(
              "memory", "elf", "layout", "tables", "calls", "stack", "code", "runtime", "locks",
              "reach")
          .whereLayer("all")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule nothingButTheJdkAndProc =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "org.jspecify..", "dev.stuckpod.proc..", "dev.stuckpod.goroutines..");

  @ArchTest
  static final ArchRule nothingRunsAProgramOrSendsASignal =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.lang\\.(Process|ProcessBuilder|ProcessHandle|Runtime)")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.foreign..");
}
