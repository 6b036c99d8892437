package dev.stuckpod.cli.doctor;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the cluster serves the kinds, and knows their fields. */
final class CrdChecks {

  private static final String AREA = "crds";
  private static final String REMEDY =
      "apply those of this version: kubectl apply --server-side -f charts/stuckpod/crds (Helm does"
          + " not upgrade them).";

  /**
   * A kind.
   *
   * @param plural its name in the plural
   * @param status null: it has none
   */
  private record Kind(String plural, @Nullable Class<?> status) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("dumpanalyses", DumpAnalysisStatus.class),
          new Kind("loadtestwindows", LoadTestWindowStatus.class),
          new Kind("metricssources", null),
          new Kind("rawdumps", null),
          new Kind("stuckpolicies", StuckPolicyStatus.class));

  private CrdChecks() {}

  static void run(KubernetesClient client, Checks checks) {
    int well = 0;
    for (Kind kind : KINDS) {
      String name = kind.plural() + "." + HasMetadata.getGroup(StuckPolicy.class);
      Optional<Optional<CustomResourceDefinition>> found =
          checks.look(
              AREA,
              "CustomResourceDefinitions",
              () ->
                  Optional.ofNullable(
                      client
                          .apiextensions()
                          .v1()
                          .customResourceDefinitions()
                          .withName(name)
                          .get()));
      if (found.isEmpty()) {
        return;
      }
      Optional<String> trouble =
          found.get().isEmpty()
              ? Optional.of("The cluster has no such kind.")
              : trouble(found.get().get(), kind);
      trouble.ifPresent(says -> checks.add(Check.wrong(AREA, "crd " + name, says, REMEDY)));
      well += trouble.isEmpty() ? 1 : 0;
    }
    if (well == KINDS.size()) {
      String version = HasMetadata.getVersion(StuckPolicy.class);
      checks.add(Check.ok(AREA, "", "All %d kinds are served as %s.".formatted(well, version)));
    }
  }

  private static Optional<String> trouble(CustomResourceDefinition crd, Kind kind) {
    String version = HasMetadata.getVersion(StuckPolicy.class);
    Optional<CustomResourceDefinitionVersion> served =
        crd.getSpec().getVersions().stream()
            .filter(v -> v.getName().equals(version) && Boolean.TRUE.equals(v.getServed()))
            .findFirst();
    if (served.isEmpty()) {
      return Optional.of("Version %s is not served.".formatted(version));
    }
    boolean established =
        crd.getStatus() != null
            && crd.getStatus().getConditions().stream()
                .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
    if (!established) {
      return Optional.of("It is not established: the API server does not serve it yet.");
    }
    Set<String> missing = new TreeSet<>(fields(kind.status()));
    missing.removeAll(known(served.get()));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "It is of an older version, and drops status.%s."
                .formatted(String.join(", status.", missing)));
  }

  private static List<String> fields(@Nullable Class<?> status) {
    return status == null
        ? List.of()
        : Stream.of(status.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static Set<String> known(CustomResourceDefinitionVersion served) {
    return Optional.ofNullable(served.getSchema())
        .map(schema -> schema.getOpenAPIV3Schema())
        .map(JSONSchemaProps::getProperties)
        .map(properties -> properties.get("status"))
        .map(JSONSchemaProps::getProperties)
        .map(Map::keySet)
        .orElse(Set.of());
  }
}
