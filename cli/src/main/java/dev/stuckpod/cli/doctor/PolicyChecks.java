package dev.stuckpod.cli.doctor;

import dev.stuckpod.crds.reasons.CaptureReadyReason;
import dev.stuckpod.crds.reasons.MetricsAvailableReason;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the operator says of its policies: whether their source answers, and dumps can be taken. */
final class PolicyChecks {

  private static final String AREA = "policy";
  private static final String SOURCE = "source";

  private PolicyChecks() {}

  /**
   * Looks at them.
   *
   * @param namespace null: all
   */
  static void run(KubernetesClient client, @Nullable String namespace, Checks checks) {
    Optional<List<StuckPolicy>> policies =
        checks.look(AREA, "StuckPolicies", () -> list(client, namespace));
    if (policies.isEmpty()) {
      return;
    }
    if (policies.get().isEmpty()) {
      checks.add(
          Check.note(
              AREA,
              namespace == null ? "" : "namespace " + namespace,
              "There is no StuckPolicy, so nothing is watched but on demand and in load tests.",
              "write one, such as those in crds/examples."));
    }
    policies.get().forEach(policy -> policy(policy, checks));
  }

  private static List<StuckPolicy> list(KubernetesClient client, @Nullable String namespace) {
    var all = client.resources(StuckPolicy.class);
    return (namespace == null ? all.inAnyNamespace().list() : all.inNamespace(namespace).list())
        .getItems();
  }

  private static void policy(StuckPolicy policy, Checks checks) {
    String about =
        "stuckpolicy %s -n %s"
            .formatted(policy.getMetadata().getName(), policy.getMetadata().getNamespace());
    StuckPolicyStatus status = policy.getStatus();
    if (status == null
        || status.observedGeneration() == null
        || !status.observedGeneration().equals(policy.getMetadata().getGeneration())) {
      checks.add(
          Check.wrong(
              AREA,
              about,
              "The operator has not looked at it as it is now.",
              "see that the operator runs and watches the namespace (watchNamespaces of the"
                  + " chart)."));
      return;
    }
    List<Condition> conditions = Objects.requireNonNullElse(status.conditions(), List.of());
    int before = checks.all().size();
    find(conditions, "MetricsAvailable").ifPresent(c -> source(c, about, checks));
    find(conditions, "Ready")
        .filter(c -> !c.getReason().equals("MetricsUnavailable"))
        .ifPresent(c -> checks.add(wrong(AREA, about, c, "mend the policy as the sentence says.")));
    notCapturable(policy, Objects.requireNonNullElse(status.notCapturable(), List.of()), checks);
    if (checks.all().size() == before) {
      checks.add(Check.ok(AREA, about, said(conditions)));
    }
  }

  private static String said(List<Condition> conditions) {
    return conditions.stream()
        .filter(c -> "Ready".equals(c.getType()))
        .map(Condition::getMessage)
        .findFirst()
        .orElse("It is evaluated.");
  }

  private static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(c -> type.equals(c.getType()) && "False".equals(c.getStatus()))
        .findFirst();
  }

  /** What a reason's own text says is to be done; else where the source is told of. */
  private static void source(Condition condition, String about, Checks checks) {
    String remedy =
        Stream.of(MetricsAvailableReason.values())
            .filter(reason -> reason.name().equals(condition.getReason()))
            .map(MetricsAvailableReason::text)
            .filter(text -> text.contains(":"))
            .findFirst()
            .orElse(
                "look at the MetricsSource that the policy names: kubectl describe metricssource;"
                    + " it is asked from the operator's pod.");
    checks.add(wrong(SOURCE, about, condition, remedy));
  }

  private static Check wrong(String area, String about, Condition condition, String remedy) {
    return Check.wrong(area, about, condition.getReason() + ": " + condition.getMessage(), remedy);
  }

  /** One line for each reason: a workload's pods have one trouble. */
  private static void notCapturable(StuckPolicy policy, List<PodNote> rows, Checks checks) {
    rows.stream()
        .map(PodNote::reason)
        .distinct()
        .forEach(
            reason -> {
              List<PodNote> same = rows.stream().filter(r -> r.reason().equals(reason)).toList();
              PodNote first = same.getFirst();
              checks.add(
                  Check.wrong(
                      "sidecar",
                      "pod %s -n %s%s"
                          .formatted(
                              first.pod(),
                              policy.getMetadata().getNamespace(),
                              same.size() == 1 ? "" : " and %d more".formatted(same.size() - 1)),
                      "No dump could be taken: %s: %s".formatted(reason, first.message()),
                      CaptureReadyReason.named(reason).text()));
            });
  }
}
