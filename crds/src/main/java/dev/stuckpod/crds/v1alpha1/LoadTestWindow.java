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
 * One load test: which pods are watched while it runs, until when, and whether one of them got
 * stuck. It needs no policy. It owns nothing: what was found stays when it is deleted.
 */
@Group("stuckpod.dev")
@Version("v1alpha1")
@Plural("loadtestwindows")
@ShortNames("ltw")
@JsonInclude(JsonInclude.Include.NON_NULL)
@AdditionalPrinterColumn(
    name = "Pods",
    jsonPath = ".status.pods.watched",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Stuck",
    jsonPath = ".status.pods.stuck",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Result", jsonPath = ".status.result")
@AdditionalPrinterColumn(name = "Cause", jsonPath = ".status.cause")
@AdditionalPrinterColumn(name = "Load", jsonPath = ".status.load")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class LoadTestWindow extends CustomResource<LoadTestWindowSpec, LoadTestWindowStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  /**
   * Annotation that whoever runs a window's load renews while it runs, every ten seconds or so: its
   * value differs from the one before, and means nothing else. A window that is closed by hand has
   * no other sign that its load goes on.
   */
  public static final String LOAD_RUNS_ANNOTATION = "stuckpod.dev/load-runs";
}
