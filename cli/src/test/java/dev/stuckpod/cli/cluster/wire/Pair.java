package dev.stuckpod.cli.cluster.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A key and a certificate that it has signed itself. */
record Pair(PrivateKey key, Certificate certificate) {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /**
   * Makes one.
   *
   * @param algorithm RSA or EC
   * @param name whose it is, as keytool takes it: {@code ip:127.0.0.1}
   */
  static Pair make(String algorithm, String name) {
    try {
      Path folder = Files.createTempDirectory("pair");
      Path file = folder.resolve("store");
      keytool(
          "-genkeypair -alias own -dname CN=test -ext san=%s -keyalg %s %s -keystore %s -storepass %s"
              .formatted(
                  name,
                  algorithm,
                  algorithm.equals("EC") ? "-groupname secp256r1" : "-keysize 2048",
                  file,
                  String.valueOf(PASSWORD)));
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      Files.delete(file);
      Files.delete(folder);
      return new Pair((PrivateKey) store.getKey("own", PASSWORD), store.getCertificate("own"));
    } catch (GeneralSecurityException | IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void keytool(String arguments) throws IOException {
    String command =
        System.getProperty("java.home")
            + "/bin/keytool -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC "
            + arguments;
    Process tool = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), US_ASCII);
    if (tool.onExit().join().exitValue() != 0) {
      throw new IOException(said);
    }
  }

  /** What a server has that shows this certificate. */
  SSLContext server(@Nullable Pair client) throws GeneralSecurityException, IOException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store("own"), PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(client == null ? store("own") : client.store("client"));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private KeyStore store(String alias) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    if (alias.equals("own")) {
      store.setKeyEntry(alias, key, PASSWORD, new Certificate[] {certificate});
    } else {
      store.setCertificateEntry(alias, certificate);
    }
    return store;
  }

  String certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate.getEncoded());
  }

  String keyPem() {
    return keyPem(key);
  }

  /** RSA as PKCS 8, EC on P-256 as OpenSSL writes it. */
  static String keyPem(PrivateKey key) {
    if (!(key instanceof ECPrivateKey curve)) {
      return pem("PRIVATE KEY", key.getEncoded());
    }
    String number = "%064x".formatted(curve.getS());
    return pem(
        "EC PRIVATE KEY",
        HexFormat.of().parseHex("30310201010420" + number + "a00a06082a8648ce3d030107"));
  }

  /** Whose it is. */
  String subject() {
    return ((X509Certificate) certificate).getSubjectX500Principal().getName();
  }

  static String pem(String what, byte[] der) {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  static String data(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(US_ASCII));
  }
}
