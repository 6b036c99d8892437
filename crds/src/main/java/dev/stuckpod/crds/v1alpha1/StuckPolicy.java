package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Says which pods are watched, what 'stuck' means for them, and what may be done about it. */
@Group("stuckpod.dev")
@Version("v1alpha1")
@Plural("stuckpolicies")
@ShortNames("sp")
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(name = "Mode", jsonPath = ".spec.mode")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Metrics",
    jsonPath = ".status.conditions[?(@.type==\"MetricsAvailable\")].status")
@AdditionalPrinterColumn(
    name = "Selected",
    jsonPath = ".status.pods.selected",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Stuck",
    jsonPath = ".status.pods.stuck",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Unknown",
    jsonPath = ".status.pods.unknown",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Capturable",
    jsonPath = ".status.pods.capturable",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class StuckPolicy extends CustomResource<StuckPolicySpec, StuckPolicyStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
