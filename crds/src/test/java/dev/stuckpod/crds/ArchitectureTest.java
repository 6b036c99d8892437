package dev.stuckpod.crds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.KubernetesClient;

/** The API is types alone. */
@AnalyzeClasses(
    packages = "dev.stuckpod.crds",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule NOBODY_IS_ASKED =
      noClasses().should().dependOnClassesThat().areAssignableTo(KubernetesClient.class);
}
