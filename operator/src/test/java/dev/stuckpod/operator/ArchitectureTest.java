package dev.stuckpod.operator;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.publish.FitObject;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import okhttp3.OkHttpClient;

/** The arrows of the design. */
@AnalyzeClasses(
    packages = "dev.stuckpod.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] CLIENTS = {
    "okhttp3..", "okio..", "io.fabric8..", "io.javaoperatorsdk..", "java.net..", "java.io.."
  };

  private static final Set<String> WRITES =
      Set.of("create", "createOrReplace", "update", "replace", "patch", "edit", "serverSideApply");

  private static final Set<String> STATUS_WRITES =
      Set.of("updateStatus", "replaceStatus", "patchStatus", "editStatus");

  @ArchTest
  static final ArchRule DECIDING_TOUCHES_NO_CLIENT =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.stuckpod.operator.decide",
              "dev.stuckpod.operator.judging",
              "dev.stuckpod.operator.replay",
              "dev.stuckpod.operator.rules",
              "dev.stuckpod.operator.readings",
              "dev.stuckpod.operator.glance",
              "dev.stuckpod.operator.incident.failure",
              "dev.stuckpod.operator.loadtest.series",
              "dev.stuckpod.operator.loadtest.suspicion",
              "dev.stuckpod.operator.loadtest.look",
              "dev.stuckpod.operator.loadtest.window")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CLIENTS);

  /** But the API server. */
  @ArchTest
  static final ArchRule WHOEVER_IS_ASKED_BY_HTTP_IS_ON_THE_LEASH =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.stuckpod.operator.leash")
          .should()
          .callConstructor(OkHttpClient.class)
          .orShould()
          .callConstructor(OkHttpClient.Builder.class);

  @ArchTest
  static final ArchRule READINGS_DO_NOT_JUDGE =
      noClasses()
          .that()
          .resideInAPackage("dev.stuckpod.operator.readings..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.stuckpod.operator.decide",
              "dev.stuckpod.operator.judging",
              "dev.stuckpod.operator.opening",
              "dev.stuckpod.operator.policy");

  /** What came of a question is judged, whoever was asked and however. */
  @ArchTest
  static final ArchRule JUDGING_KNOWS_NO_SOURCE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.stuckpod.operator.decide",
              "dev.stuckpod.operator.judging",
              "dev.stuckpod.operator.replay")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.stuckpod.operator.readings.http",
              "dev.stuckpod.operator.readings.prometheus",
              "dev.stuckpod.operator.readings.scraped",
              "dev.stuckpod.operator.readings.sources");

  @ArchTest
  static final ArchRule READINGS_COME_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("readings")
          .definedBy("dev.stuckpod.operator.readings")
          .layer("http")
          .definedBy("dev.stuckpod.operator.readings.http")
          .layer("prometheus")
          .definedBy("dev.stuckpod.operator.readings.prometheus")
          .layer("scraped")
          .definedBy("dev.stuckpod.operator.readings.scraped")
          .layer("sources")
          .definedBy("dev.stuckpod.operator.readings.sources")
          .whereLayer("readings")
          .mayNotAccessAnyLayer()
          .whereLayer("http")
          .mayOnlyAccessLayers("readings")
          .whereLayer("prometheus")
          .mayOnlyAccessLayers("readings", "http")
          .whereLayer("scraped")
          .mayOnlyAccessLayers("readings")
          .whereLayer("sources")
          .mayNotBeAccessedByAnyLayer();

  /** What follows is decided below, what touches the world is on the edge, and steps join both. */
  @ArchTest
  static final ArchRule INCIDENTS_GO_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("steps")
          .definedBy("dev.stuckpod.operator.incident")
          .layer("failure")
          .definedBy("dev.stuckpod.operator.incident.failure")
          .layer("state")
          .definedBy("dev.stuckpod.operator.incident.state")
          .layer("port")
          .definedBy("dev.stuckpod.operator.incident.port")
          .layer("edge")
          .definedBy("dev.stuckpod.operator.incident.edge")
          .layer("dump")
          .definedBy("dev.stuckpod.operator.incident.dump")
          .whereLayer("failure")
          .mayNotAccessAnyLayer()
          .whereLayer("state")
          .mayNotAccessAnyLayer()
          .whereLayer("port")
          .mayOnlyAccessLayers("failure")
          .whereLayer("edge")
          .mayOnlyAccessLayers("failure", "state", "port")
          .whereLayer("dump")
          .mayOnlyAccessLayers("failure", "state", "port")
          .whereLayer("steps")
          .mayNotBeAccessedByAnyLayer();

  /** Who is stuck is one matter, what may be opened for whom another: a policy joins the two. */
  @ArchTest
  static final ArchRule JUDGING_OPENS_NOTHING =
      noClasses()
          .that()
          .resideInAnyPackage("dev.stuckpod.operator.decide", "dev.stuckpod.operator.judging")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.stuckpod.operator.opening",
              "dev.stuckpod.operator.policy",
              "dev.stuckpod.operator.incident..");

  /** Whoever has a reason may come, so it knows of no way to have one. */
  @ArchTest
  static final ArchRule OPENING_DOES_NOT_JUDGE =
      noClasses()
          .that()
          .resideInAPackage("dev.stuckpod.operator.opening")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.stuckpod.operator.decide",
              "dev.stuckpod.operator.judging",
              "dev.stuckpod.operator.readings..",
              "dev.stuckpod.operator.rules",
              "dev.stuckpod.operator.policy",
              "dev.stuckpod.operator.incident..");

  /** What is read is remembered, what is remembered may be suspicious, and that is looked at. */
  @ArchTest
  static final ArchRule SUSPICIONS_COME_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("exposition")
          .definedBy("dev.stuckpod.operator.exposition")
          .layer("series")
          .definedBy("dev.stuckpod.operator.loadtest.series")
          .layer("openmetrics")
          .definedBy("dev.stuckpod.operator.loadtest.openmetrics")
          .layer("suspicion")
          .definedBy("dev.stuckpod.operator.loadtest.suspicion")
          .layer("look")
          .definedBy("dev.stuckpod.operator.loadtest.look")
          .layer("window")
          .definedBy("dev.stuckpod.operator.loadtest.window")
          .whereLayer("exposition")
          .mayNotAccessAnyLayer()
          .whereLayer("series")
          .mayOnlyAccessLayers("exposition")
          .whereLayer("openmetrics")
          .mayOnlyAccessLayers("exposition", "series")
          .whereLayer("suspicion")
          .mayOnlyAccessLayers("exposition", "series")
          .whereLayer("look")
          .mayOnlyAccessLayers("suspicion")
          .whereLayer("window")
          .mayOnlyAccessLayers("suspicion");

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

  /** What is known of a pod is found out whoever asks, and lines are lines of whatever log. */
  @ArchTest
  static final ArchRule ROOMS_BELOW_DO_NOT_LOOK_UP =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.stuckpod.operator.inject.facts",
              "dev.stuckpod.operator.entry",
              "dev.stuckpod.operator.inject.fit",
              "dev.stuckpod.operator.inject.review",
              "dev.stuckpod.operator.capture.lines")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.stuckpod.operator.inject", "dev.stuckpod.operator.capture");

  @ArchTest
  static final ArchRule THE_SIDECAR_IS_KNOWN_BY_THE_PROTOCOL =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.stuckpod.sidecar..");

  @ArchTest
  static final ArchRule THE_OPERATOR_READS_NO_MEMORY =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.stuckpod.goroutines..");

  /** Where dumps are kept is known by their store alone. */
  @ArchTest
  static final ArchRule DUMPS_ARE_KEPT_IN_A_STORE =
      noClasses().should().dependOnClassesThat(named(RawDump.class));

  /** What is shown of an object is fit to be shown: it is written by whoever sees to that. */
  @ArchTest
  static final ArchRule OBJECTS_ARE_WRITTEN_FIT =
      noClasses()
          .that(areNot(FitObject.class, EventRecorder.class))
          .and()
          .resideInAnyPackage(
              "dev.stuckpod.operator.opening",
              "dev.stuckpod.operator.policy",
              "dev.stuckpod.operator.incident..",
              "dev.stuckpod.operator.publish",
              "dev.stuckpod.operator.retention",
              "dev.stuckpod.operator.events")
          .should()
          .callMethodWhere(
              target(
                  describe(
                      "a write",
                      method ->
                          method.getOwner().getPackageName().startsWith("io.fabric8")
                              && WRITES.contains(method.getName()))));

  @ArchTest
  static final ArchRule STATUSES_ARE_WRITTEN_FIT =
      noClasses()
          .that(areNot(FitObject.class))
          .should()
          .callMethodWhere(
              target(
                  describe(
                      "a write of a status",
                      method ->
                          method.getOwner().getPackageName().startsWith("io.fabric8")
                              && STATUS_WRITES.contains(method.getName()))));

  @ArchTest
  static final ArchRule EVENTS_ARE_MADE_IN_ONE_PLACE =
      noClasses()
          .that(areNot(EventRecorder.class))
          .should()
          .dependOnClassesThat(named(EventBuilder.class));

  @ArchTest
  static final ArchRule CONDITIONS_ARE_MADE_IN_ONE_PLACE =
      noClasses()
          .that(areNot(Conditions.class))
          .should()
          .dependOnClassesThat(named(ConditionBuilder.class));

  private static DescribedPredicate<JavaClass> named(Class<?> type) {
    return describe(type.getSimpleName(), other -> other.isEquivalentTo(type));
  }

  private static DescribedPredicate<JavaClass> areNot(Class<?>... types) {
    return describe(
        "are not " + List.of(types),
        other -> List.of(types).stream().noneMatch(other::isEquivalentTo));
  }

  /** Whoever remembers strangers has a bound. */
  @ArchTest
  static final ArchRule MAPS_FORGET_IN_ONE_PLACE =
      noClasses().should().beAssignableTo(LinkedHashMap.class);

  @ArchTest
  static final ArchRule PACKAGES_POINT_ONE_WAY =
      slices().matching("dev.stuckpod.operator.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ROOMS_GO_IN_NO_CIRCLE =
      slices().matching("dev.stuckpod.(**)").should().beFreeOfCycles();

  private static DescribedPredicate<JavaClass> nestedInAReconciler() {
    return DescribedPredicate.describe(
        "are nested in a reconciler",
        type ->
            type.getEnclosingClass()
                .map(outer -> outer.isAssignableTo(Reconciler.class))
                .orElse(false));
  }
}
