package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.identity.Bundle;
import dev.stuckpod.operator.inject.facts.NamespaceFacts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;

/** Pods and settings that tests begin with. */
final class Pods {

  static final NamespaceFacts OPTED_IN =
      new NamespaceFacts("shop", Map.of("stuckpod.dev/inject", "true"));

  static final NamespaceFacts PLAIN = new NamespaceFacts("shop", Map.of());

  static final InjectionSettings SETTINGS =
      new InjectionSettings(
          "localhost/stuckpod/sidecar:0.1.0",
          "IfNotPresent",
          7443,
          new ResourceRequirementsBuilder()
              .addToRequests("cpu", new Quantity("10m"))
              .addToRequests("memory", new Quantity("64Mi"))
              .addToLimits("memory", new Quantity("128Mi"))
              .build(),
          new ResourceRequirementsBuilder()
              .addToLimits("cpu", new Quantity("100m"))
              .addToLimits("memory", new Quantity("128Mi"))
              .build(),
          new Quantity("256Mi"),
          false,
          false,
          new Bundle("PEM of current and next\n", "aaaaaaaaaa-bbbbbbbbbb"));

  private Pods() {}

  /** Settings under which root apps get a sidecar. */
  static InjectionSettings rootApps() {
    return new InjectionSettings(
        SETTINGS.image(),
        SETTINGS.pullPolicy(),
        SETTINGS.port(),
        SETTINGS.resources(),
        SETTINGS.guaranteed(),
        SETTINGS.spoolLimit(),
        true,
        SETTINGS.beforeTheKill(),
        SETTINGS.authorities());
  }

  /** Settings under which sidecars look before their apps' ends. */
  static InjectionSettings beforeTheKill() {
    return new InjectionSettings(
        SETTINGS.image(),
        SETTINGS.pullPolicy(),
        SETTINGS.port(),
        SETTINGS.resources(),
        SETTINGS.guaranteed(),
        SETTINGS.spoolLimit(),
        SETTINGS.rootApps(),
        true,
        SETTINGS.authorities());
  }

  /** A pod whose {@code spec} is given in YAML. */
  static Pod pod(String spec) {
    return read("apiVersion: v1\nkind: Pod\nmetadata: {name: cable-x}\nspec: " + spec);
  }

  /** A pod in YAML. */
  static Pod read(String yaml) {
    return Json.KUBERNETES.unmarshal(yaml, Pod.class);
  }
}
