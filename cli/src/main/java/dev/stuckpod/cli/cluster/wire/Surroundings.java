package dev.stuckpod.cli.cluster.wire;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Variables and properties that say how a cluster is spoken to, beside its kubeconfig: only the
 * client library knows what they mean.
 */
final class Surroundings {

  /** Proxies, as most programs are told of them, the library, and the JDK. */
  private static final List<String> PROXIES =
      List.of("https.proxy", "all.proxy", "http.proxy", "https.proxyhost", "socksproxyhost");

  private static final String LIBRARY = "kubernetes.";

  /** What Kubernetes itself tells all pods. */
  private static final List<String> TOLD = List.of("kubernetes.service.", "kubernetes.port");

  private Surroundings() {}

  /** Whether there are any. */
  static boolean haveASay() {
    return haveASay(System.getenv(), System.getProperties());
  }

  static boolean haveASay(Map<String, String> variables, Properties properties) {
    return variables.entrySet().stream()
            .anyMatch(one -> says(one.getKey().replace('_', '.'), one.getValue()))
        || properties.stringPropertyNames().stream()
            .anyMatch(name -> says(name, properties.getProperty(name)));
  }

  private static boolean says(String name, String value) {
    String plain = name.toLowerCase(Locale.ROOT);
    return !value.isEmpty()
        && (PROXIES.contains(plain)
            || plain.startsWith(LIBRARY) && TOLD.stream().noneMatch(plain::startsWith));
  }
}
