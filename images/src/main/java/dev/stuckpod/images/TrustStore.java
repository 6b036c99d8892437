package dev.stuckpod.images;

import dev.stuckpod.images.ground.ImageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom the programs trust: the authorities of Mozilla's list, from the Debian package that the lock
 * has. A JDK's own list will not do: on many machines it is a link to the machine's, with the
 * authorities that its owner trusts beside.
 */
final class TrustStore {

  /** What the list is called by Debian. */
  static final String PACKAGE = "ca-certificates";

  /** Without a password there is nothing random in the file. */
  private static final List<String> PLAIN =
      List.of("keystore.pkcs12.certProtectionAlgorithm", "keystore.pkcs12.macAlgorithm");

  private TrustStore() {}

  /**
   * Writes them as a {@code cacerts} of Java: equal certificates make equal bytes.
   *
   * @param unpacked the package
   */
  static void write(Path unpacked, Path cacerts) throws ImageException, IOException {
    try (Stream<Path> files = Files.list(unpacked.resolve("usr/share/ca-certificates/mozilla"))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (Path file : files.sorted().toList()) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
          store.setCertificateEntry(
              file.getFileName().toString(),
              CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
      }
      if (store.size() == 0) {
        throw new ImageException("There is no certificate in " + unpacked);
      }
      Files.deleteIfExists(cacerts);
      PLAIN.forEach(property -> System.setProperty(property, "NONE"));
      try (OutputStream out = Files.newOutputStream(cacerts)) {
        store.store(out, null);
      } finally {
        PLAIN.forEach(System::clearProperty);
      }
    } catch (GeneralSecurityException wrong) {
      throw new ImageException(
          "The certificates of " + unpacked + " make no list: " + wrong, wrong);
    }
  }
}
