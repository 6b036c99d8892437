package dev.stuckpod.sidecar;

import dev.stuckpod.sidecar.tls.MutualTls;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.util.Collection;
import java.util.Map;

/**
 * What the sidecar is told by its environment.
 *
 * @param trusted whom to answer, STUCKPOD_CA: certificates in PEM
 * @param address the pod's, STUCKPOD_POD_IP
 * @param port STUCKPOD_PORT, default 7443
 * @param spool where dumps wait, STUCKPOD_SPOOL, default /spool
 * @param spoolLimit of all dumps together, STUCKPOD_SPOOL_BYTES; the default stays below the volume
 *     of 256 MiB that injection gives by default
 */
record Settings(
    Collection<? extends Certificate> trusted,
    String address,
    int port,
    Path spool,
    long spoolLimit) {

  static final long SPOOL_LIMIT = 192L << 20;

  private static final String INJECTED = ": the operator's webhook sets it when it injects";

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException with one sentence, if it cannot be used
   */
  static Settings of(Map<String, String> environment) {
    return new Settings(
        trusted(environment.getOrDefault("STUCKPOD_CA", "")),
        address(environment.getOrDefault("STUCKPOD_POD_IP", "")),
        Math.toIntExact(number(environment, "STUCKPOD_PORT", 7443, 65_535)),
        Path.of(environment.getOrDefault("STUCKPOD_SPOOL", "/spool")),
        number(environment, "STUCKPOD_SPOOL_BYTES", SPOOL_LIMIT, Long.MAX_VALUE));
  }

  private static Collection<? extends Certificate> trusted(String pem) {
    try {
      Collection<? extends Certificate> certificates = MutualTls.certificates(pem);
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("STUCKPOD_CA holds no PEM certificate" + INJECTED, e);
    }
    throw new IllegalArgumentException("STUCKPOD_CA holds no PEM certificate" + INJECTED);
  }

  private static String address(String text) {
    try {
      return InetAddress.ofLiteral(text).getHostAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("STUCKPOD_POD_IP is not an IP address" + INJECTED, e);
    }
  }

  private static long number(
      Map<String, String> environment, String name, long otherwise, long most) {
    String text = environment.getOrDefault(name, Long.toString(otherwise));
    try {
      long number = Long.parseLong(text);
      if (number > 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is not a number: " + text, e);
    }
    throw new IllegalArgumentException("%s must be 1 to %d: %s".formatted(name, most, text));
  }
}
