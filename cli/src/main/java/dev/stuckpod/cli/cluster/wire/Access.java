package dev.stuckpod.cli.cluster.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What most kubeconfigs say of how a cluster is spoken to: an address, whom to trust, and a token
 * or a certificate. What another says, the client library knows.
 *
 * @param authority whose certificates are trusted
 * @param token null: none
 * @param identity null: none
 */
record Access(Pem authority, @Nullable String token, @Nullable Identity identity) {

  private static final Set<String> CLUSTER =
      Set.of("server", "certificate-authority-data", "certificate-authority", "extensions");
  private static final Set<String> USER =
      Set.of(
          "token",
          "client-certificate-data",
          "client-certificate",
          "client-key-data",
          "client-key",
          "extensions");

  /** A certificate and its key. */
  record Identity(Pem certificate, Pem key) {}

  /** PEM, which a kubeconfig has in itself, as base64, or names a file of. */
  record Pem(String text, @Nullable Path folder) {

    /**
     * Finds it.
     *
     * @param name of what is in the kubeconfig itself with {@code -data}, which comes first
     * @return null: it says nothing of that
     */
    static @Nullable Pem of(Kubeconfig.Part said, String name) {
      String data = said.text(name + "-data");
      if (data != null) {
        return new Pem(data, null);
      }
      String file = said.text(name);
      return file == null ? null : new Pem(file, said.folder());
    }

    /**
     * Reads it.
     *
     * @throws IOException if there is no such file, or it is no base64
     */
    byte[] bytes() throws IOException {
      if (folder != null) {
        return Files.readAllBytes(folder.resolve(text));
      }
      try {
        return Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException failed) {
        throw new IOException(failed);
      }
    }
  }

  /**
   * Reads what is said of a cluster and a user.
   *
   * @return null: it is not all that is said
   */
  static @Nullable Access of(Kubeconfig.Part cluster, Kubeconfig.Part user) {
    Pem authority = Pem.of(cluster, "certificate-authority");
    if (authority == null
        || !CLUSTER.containsAll(cluster.said().keySet())
        || !USER.containsAll(user.said().keySet())) {
      return null;
    }
    String token = "".equals(user.text("token")) ? null : user.text("token");
    Pem certificate = Pem.of(user, "client-certificate");
    Pem key = Pem.of(user, "client-key");
    if ((certificate == null) != (key == null) || (token == null && key == null)) {
      return null;
    }
    return new Access(
        authority,
        token,
        certificate == null || key == null ? null : new Identity(certificate, key));
  }
}
