package dev.stuckpod.operator.readings.prometheus;

import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.operator.readings.AskedPod;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.rules.Metric;
import java.util.Collection;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which series a query may look at, and by which labels they are one container's.
 *
 * @param namespace the policy's own
 * @param namespaceLabel label that names the namespace
 * @param podLabel label that names the pod
 * @param containerLabel label that names the container; empty where there is none
 * @param pods names of the pods asked about
 * @param containers names of their app containers
 * @param leastLimit the least of their CPU limits, in cores; infinite where none is known
 */
record Scope(
    String namespace,
    String namespaceLabel,
    String podLabel,
    String containerLabel,
    Collection<String> pods,
    Collection<String> containers,
    double leastLimit) {

  private static final double THOUSANDTHS = 1000;

  static Scope of(String namespace, @Nullable LabelNames labels, Collection<AskedPod> pods) {
    return new Scope(
        namespace,
        labels == null ? "namespace" : Objects.requireNonNullElse(labels.namespace(), "namespace"),
        labels == null ? "pod" : Objects.requireNonNullElse(labels.pod(), "pod"),
        labels == null ? "container" : Objects.requireNonNullElse(labels.container(), "container"),
        pods.stream().map(AskedPod::name).collect(Collectors.toCollection(TreeSet::new)),
        pods.stream().map(AskedPod::container).collect(Collectors.toCollection(TreeSet::new)),
        pods.stream()
            .filter(pod -> pod.cpuLimit() > 0)
            .mapToDouble(pod -> pod.cpuLimit() / THOUSANDTHS)
            .min()
            .orElse(Double.POSITIVE_INFINITY));
  }

  /** Selects a metric's series of these pods. */
  String select(Metric metric) {
    return select(metric, true);
  }

  /** Selects the {@code up} series whose own labels name these pods. */
  String up() {
    return select(Metric.of("up", null), false);
  }

  /** Selects the {@code up} series that name no pod: of exporters that speak for others. */
  String upOfNoPod() {
    return "up{" + podLabel + "=\"\"}";
  }

  /** What sums and maxima are grouped by. */
  String group() {
    return containerLabel.isEmpty()
        ? namespaceLabel + ", " + podLabel
        : namespaceLabel + ", " + podLabel + ", " + containerLabel;
  }

  private String select(Metric metric, boolean containerToo) {
    var matchers = new StringJoiner(", ", metric.name() + "{", "}");
    metric.match().forEach((label, value) -> matchers.add(label + "=" + quote(value)));
    matchers.add(namespaceLabel + "=" + quote(namespace));
    if (pods.size() <= Source.FEW) {
      matchers.add(podLabel + "=~" + anyOf(pods));
    } // not !="": it makes the source merge the lists of all pods that it knows
    if (containerToo && !containerLabel.isEmpty()) {
      var orNone = new TreeSet<>(containers);
      orNone.add("");
      matchers.add(containerLabel + "=~" + anyOf(orNone));
    }
    return matchers.toString();
  }

  private static String anyOf(Collection<String> names) {
    return quote(names.stream().map(n -> n.replace(".", "\\.")).collect(Collectors.joining("|")));
  }

  /** Writes a label's value as PromQL has it. */
  static String quote(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
