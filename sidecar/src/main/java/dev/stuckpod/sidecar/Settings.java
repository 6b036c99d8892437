package dev.stuckpod.sidecar;

import dev.stuckpod.sidecar.tls.MutualTls;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the sidecar is told by its environment. What cannot be used gives way to the default, and is
 * said: a sidecar that ends for it would be started again and again, and its pod would not be
 * ready.
 *
 * @param trusted whom to answer, STUCKPOD_CA: certificates in PEM; with none, nobody
 * @param address the pod's, STUCKPOD_POD_IP; without one nobody can tell whom he asks
 * @param port STUCKPOD_PORT, default 7443
 * @param spool where dumps wait, STUCKPOD_SPOOL, default /spool
 * @param spoolLimit of all dumps together, STUCKPOD_SPOOL_BYTES; the default stays below the volume
 *     of 256 MiB that injection gives by default
 * @param troubles one sentence for each variable that cannot be used
 */
record Settings(
    Collection<? extends Certificate> trusted,
    @Nullable String address,
    int port,
    Path spool,
    long spoolLimit,
    List<String> troubles) {

  static final long SPOOL_LIMIT = 192L << 20;

  private static final int PORT = 7443;
  private static final int HIGHEST_PORT = 65_535;
  private static final String INJECTED = ": the operator's webhook sets it when it injects";

  /** Reads the environment. */
  static Settings of(Map<String, String> environment) {
    var troubles = new ArrayList<String>();
    return new Settings(
        trusted(environment.getOrDefault("STUCKPOD_CA", ""), troubles),
        address(environment.getOrDefault("STUCKPOD_POD_IP", ""), troubles),
        Math.toIntExact(number(environment, "STUCKPOD_PORT", PORT, HIGHEST_PORT, troubles)),
        Path.of(environment.getOrDefault("STUCKPOD_SPOOL", "/spool")),
        number(environment, "STUCKPOD_SPOOL_BYTES", SPOOL_LIMIT, Long.MAX_VALUE, troubles),
        troubles);
  }

  /** Copies what it gets. */
  Settings {
    troubles = List.copyOf(troubles);
  }

  private static Collection<? extends Certificate> trusted(String pem, List<String> troubles) {
    Collection<? extends Certificate> certificates = List.of();
    try {
      certificates = MutualTls.certificates(pem);
    } catch (GeneralSecurityException e) {
      certificates = List.of();
    }
    if (certificates.isEmpty()) {
      troubles.add("STUCKPOD_CA holds no PEM certificate" + INJECTED);
    }
    return certificates;
  }

  private static @Nullable String address(String text, List<String> troubles) {
    try {
      return InetAddress.ofLiteral(text).getHostAddress();
    } catch (IllegalArgumentException e) {
      troubles.add("STUCKPOD_POD_IP is not an IP address" + INJECTED);
      return null;
    }
  }

  private static long number(
      Map<String, String> environment,
      String name,
      long otherwise,
      long most,
      List<String> troubles) {
    String text = environment.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text);
      if (number > 0 && number <= most) {
        return number;
      }
      troubles.add("%s must be 1 to %d: %s; it is %d now".formatted(name, most, text, otherwise));
    } catch (NumberFormatException e) {
      troubles.add("%s is not a number: %s; it is %d now".formatted(name, text, otherwise));
    }
    return otherwise;
  }
}
