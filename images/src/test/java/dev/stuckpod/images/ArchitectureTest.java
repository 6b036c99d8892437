package dev.stuckpod.images;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The arrows of making images: what all stands on, Debian's part, other runtimes, and the image.
 */
@AnalyzeClasses(
    packages = "dev.stuckpod.images",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule layersPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("ground")
          .definedBy("..images.ground")
          .layer("debian")
          .definedBy("..images.debian")
          .layer("java")
          .definedBy("..images.java")
          .layer("image")
          .definedBy("dev.stuckpod.images")
          .whereLayer("ground")
          .mayNotAccessAnyLayer()
          .whereLayer("debian")
          .mayOnlyAccessLayers("ground")
          .whereLayer("java")
          .mayOnlyAccessLayers("ground", "debian")
          .whereLayer("image")
          .mayNotBeAccessedByAnyLayer();
}
