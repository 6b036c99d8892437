package dev.stuckpod.operator.inject;

import dev.stuckpod.operator.entry.Asking;
import dev.stuckpod.operator.identity.Bundle;
import dev.stuckpod.operator.names.PortNumber;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the Deployment says about injection.
 *
 * @param port of the endpoint
 * @param certificate folder of the Secret that the endpoint's certificate and key are in
 * @param asking whose client certificates are demanded: the API server's, where it shows one
 * @param sidecar everything about sidecars but whom they trust
 */
public record InjectionEnvironment(
    int port, Path certificate, Asking asking, InjectionSettings sidecar) {

  /**
   * Reads WEBHOOK_CERTIFICATE, WEBHOOK_PORT, WEBHOOK_CLIENT_CA, WEBHOOK_CLIENT_NAMES
   * (comma-separated), SIDECAR_IMAGE, SIDECAR_PULL_POLICY, SIDECAR_PORT, SIDECAR_RESOURCES and
   * SIDECAR_GUARANTEED (JSON), SIDECAR_SPOOL_LIMIT, INJECT_ROOT_APPS and INJECT_BEFORE_THE_KILL;
   * empty when WEBHOOK_CERTIFICATE is not set: nothing is injected then.
   *
   * @throws IllegalArgumentException with a sentence that names the variable
   */
  public static Optional<InjectionEnvironment> read(Map<String, String> environment) {
    String certificate = environment.getOrDefault("WEBHOOK_CERTIFICATE", "");
    if (certificate.isEmpty()) {
      if (environment.containsKey("WEBHOOK_CONFIGURATION")) {
        throw new IllegalArgumentException(
            "Set WEBHOOK_CERTIFICATE: this operator needs the chart of its own version");
      }
      return Optional.empty();
    }
    var sidecar =
        new InjectionSettings(
            required(environment, "SIDECAR_IMAGE"),
            environment.getOrDefault("SIDECAR_PULL_POLICY", "IfNotPresent"),
            port(environment, "SIDECAR_PORT", "7443"),
            resources(environment, "SIDECAR_RESOURCES"),
            resources(environment, "SIDECAR_GUARANTEED"),
            Quantity.parse(environment.getOrDefault("SIDECAR_SPOOL_LIMIT", "256Mi")),
            "true".equals(environment.get("INJECT_ROOT_APPS")),
            "true".equals(environment.get("INJECT_BEFORE_THE_KILL")),
            Bundle.NONE);
    return Optional.of(
        new InjectionEnvironment(
            port(environment, "WEBHOOK_PORT", "9443"),
            Path.of(certificate),
            Asking.read("WEBHOOK", environment),
            sidecar));
  }

  InjectionSettings settings(Bundle authorities) {
    return new InjectionSettings(
        sidecar.image(),
        sidecar.pullPolicy(),
        sidecar.port(),
        sidecar.resources(),
        sidecar.guaranteed(),
        sidecar.spoolLimit(),
        sidecar.rootApps(),
        sidecar.beforeTheKill(),
        authorities);
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException("Set " + name + ": the chart's Deployment does");
    }
    return value;
  }

  private static int port(Map<String, String> environment, String name, String otherwise) {
    return PortNumber.of(name, environment.getOrDefault(name, otherwise));
  }

  private static ResourceRequirements resources(Map<String, String> environment, String name) {
    try {
      return Json.KUBERNETES.unmarshal(required(environment, name), ResourceRequirements.class);
    } catch (RuntimeException wrong) {
      throw new IllegalArgumentException(
          name + " takes resources as in a container, in JSON: " + wrong.getMessage(), wrong);
    }
  }
}
