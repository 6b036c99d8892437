package dev.stuckpod.crds.grammar;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Which labels of a series name its pod, for setups that rename them (kubernetes_pod_name,
 * exported_pod).
 *
 * @param container empty when the source has no such label
 */
@ValidationRule(
    value =
        "self.__namespace__ != self.pod && self.pod != self.container"
            + " && self.__namespace__ != self.container",
    message = "namespace, pod and container are named by three different labels")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LabelNames(
    @Default("namespace") @Nullable @Size(min = 1, max = 128) @Pattern(LabelNames.NAME)
        String namespace,
    @Default("pod") @Nullable @Size(min = 1, max = 128) @Pattern(LabelNames.NAME) String pod,
    @Default("container") @Nullable @Size(max = 128) @Pattern("^([a-zA-Z_][a-zA-Z0-9_]*)?$")
        String container) {

  /** What Prometheus takes as a label's name. */
  public static final String NAME = "^[a-zA-Z_][a-zA-Z0-9_]*$";
}
