package dev.stuckpod.operator.alerts;

import dev.stuckpod.crds.grammar.LabelNames;
import dev.stuckpod.operator.entry.Asking;
import dev.stuckpod.operator.names.PortNumber;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the Deployment says about Alertmanager's entry.
 *
 * @param port of the endpoint
 * @param token file with the bearer token that is to be shown; null where none is
 * @param certificate folder with the certificate and key that are shown; null where there is no TLS
 * @param asking whose certificates are demanded, beside the token where both are given
 * @param labels that name a pod
 */
public record ReceiverEnvironment(
    int port, @Nullable Path token, @Nullable Path certificate, Asking asking, PodLabels labels) {

  private static final Pattern LABEL = Pattern.compile(LabelNames.NAME);

  /**
   * Reads ALERTS_PORT, ALERTS_TOKEN, ALERTS_CERTIFICATE, ALERTS_CLIENT_CA, ALERTS_CLIENT_NAMES
   * (comma-separated) and ALERTS_LABELS (namespace,pod,container); empty when ALERTS_PORT is not
   * set: alerts are not received then.
   *
   * @throws IllegalArgumentException with a sentence that names the variable
   */
  public static Optional<ReceiverEnvironment> read(Map<String, String> environment) {
    String port = environment.getOrDefault("ALERTS_PORT", "");
    if (port.isEmpty()) {
      return Optional.empty();
    }
    Asking asking = Asking.read("ALERTS", environment);
    var settings =
        new ReceiverEnvironment(
            PortNumber.of("ALERTS_PORT", port),
            path(environment, "ALERTS_TOKEN"),
            path(environment, "ALERTS_CERTIFICATE"),
            asking,
            labels(environment.getOrDefault("ALERTS_LABELS", "namespace,pod,container")));
    if (settings.token() == null && !asking.known()) {
      throw new IllegalArgumentException(
          "Set ALERTS_TOKEN or ALERTS_CLIENT_CA: whoever sends alerts must show that it may");
    }
    if (asking.known() && settings.certificate() == null) {
      throw new IllegalArgumentException(
          "Set ALERTS_CERTIFICATE: without TLS nobody can show the certificate that"
              + " ALERTS_CLIENT_CA demands");
    }
    return Optional.of(settings);
  }

  private static PodLabels labels(String text) {
    String[] names = text.split(",", -1);
    boolean good =
        (names.length == 2 || names.length == 3)
            && isLabel(names[0])
            && isLabel(names[1])
            && (names.length == 2 || names[2].isEmpty() || isLabel(names[2]))
            && Stream.of(names).distinct().count() == names.length;
    if (!good) {
      throw new IllegalArgumentException(
          "ALERTS_LABELS takes three names of labels, for namespace, pod and container, such as"
              + " namespace,pod,container: "
              + text);
    }
    return new PodLabels(names[0], names[1], names.length == 3 ? names[2] : "");
  }

  private static boolean isLabel(String name) {
    return LABEL.matcher(name).matches();
  }

  private static @Nullable Path path(Map<String, String> environment, String name) {
    String path = environment.getOrDefault(name, "");
    return path.isEmpty() ? null : Path.of(path);
  }
}
