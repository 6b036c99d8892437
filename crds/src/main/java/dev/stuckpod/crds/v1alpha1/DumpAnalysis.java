package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One incident, or one request by a person: which pod, why, how the dump was taken, and what it
 * says. It outlives the pod and the policy; only retention deletes it.
 */
@Group("stuckpod.dev")
@Version("v1alpha1")
@Plural("dumpanalyses")
@ShortNames("da")
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(name = "Pod", jsonPath = ".spec.podName")
@AdditionalPrinterColumn(name = "Verdict", jsonPath = ".status.verdict")
@AdditionalPrinterColumn(name = "Cause", jsonPath = ".status.cause")
@AdditionalPrinterColumn(name = "Method", jsonPath = ".status.dumps[0].method")
@AdditionalPrinterColumn(
    name = "Captured",
    jsonPath = ".status.conditions[?(@.type==\"Captured\")].reason")
@AdditionalPrinterColumn(
    name = "Analyzed",
    jsonPath = ".status.conditions[?(@.type==\"Analyzed\")].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Confidence", jsonPath = ".status.confidence", priority = 1)
@AdditionalPrinterColumn(
    name = "Routines",
    jsonPath = ".status.summary.routines",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Occurrences",
    jsonPath = ".status.occurrences",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Last-Seen",
    jsonPath = ".status.lastSeen",
    type = AdditionalPrinterColumn.Type.DATE,
    priority = 1)
@AdditionalPrinterColumn(name = "Same-As", jsonPath = ".status.sameAs", priority = 1)
@AdditionalPrinterColumn(name = "Rule", jsonPath = ".spec.trigger.rule", priority = 1)
@AdditionalPrinterColumn(name = "Node", jsonPath = ".status.nodeName", priority = 1)
public class DumpAnalysis extends CustomResource<DumpAnalysisSpec, DumpAnalysisStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
