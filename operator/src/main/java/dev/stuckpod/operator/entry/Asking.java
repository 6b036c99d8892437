package dev.stuckpod.operator.entry;

import dev.stuckpod.door.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask at a port. An API server shows a certificate only where the cluster's admin has told
 * it to, an Alertmanager where its receiver says so; where they do, nobody else need be answered.
 *
 * @param authority PEM certificates of who has issued theirs; empty: anyone is answered
 * @param names of which its common name must be one; empty: any that the authority has issued
 */
public record Asking(String authority, Set<String> names) {

  /** Anyone who reaches the port. */
  public static final Asking ANYONE = new Asking("", Set.of());

  /** Keeps the names as they are. */
  public Asking {
    names = Set.copyOf(names);
  }

  /**
   * Reads what a Deployment says of an entry: of WEBHOOK, say, WEBHOOK_CLIENT_CA and
   * WEBHOOK_CLIENT_NAMES (comma-separated).
   *
   * @throws IllegalArgumentException with a sentence, if the authority is no certificate
   */
  public static Asking read(String entry, Map<String, String> environment) {
    String authority = entry + "_CLIENT_CA";
    var asking =
        new Asking(
            environment.getOrDefault(authority, "").strip(),
            Stream.of(environment.getOrDefault(entry + "_CLIENT_NAMES", "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet()));
    try {
      if (asking.known() && asking.certificates().isEmpty()) {
        throw new CertificateException("there is none");
      }
    } catch (CertificateException wrong) {
      throw new IllegalArgumentException(
          authority + " takes PEM certificates: " + wrong.getMessage(), wrong);
    }
    return asking;
  }

  /** Shows a certificate, and demands one where it is known who may ask. */
  public Tls tls(X509ExtendedKeyManager shown) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {shown},
          known() ? new TrustManager[] {new Named(trusted(), names)} : null,
          null);
      return new Tls(context, known());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has TLS", impossible);
    }
  }

  /** Whether a certificate is demanded. */
  public boolean known() {
    return !authority.isEmpty();
  }

  private X509TrustManager trusted() {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate one : certificates()) {
        store.setCertificateEntry("authority-" + number++, one);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("every Java has a trust store", impossible);
    }
  }

  private Collection<? extends Certificate> certificates() throws CertificateException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(authority.getBytes(StandardCharsets.UTF_8)));
  }

  /** Believes what another does, if it has one of these common names. */
  private record Named(X509TrustManager trusted, Set<String> names) implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      trusted.checkClientTrusted(chain, type);
      if (!names.isEmpty() && !names.contains(commonName(chain[0]))) {
        throw new CertificateException("not a name that may ask");
      }
    }

    private static @Nullable String commonName(X509Certificate certificate)
        throws CertificateException {
      try {
        return new LdapName(certificate.getSubjectX500Principal().getName())
            .getRdns().stream()
                .filter(part -> part.getType().equalsIgnoreCase("CN"))
                .map(part -> part.getValue().toString())
                .findFirst()
                .orElse(null);
      } catch (InvalidNameException wrong) {
        throw new CertificateException("no name", wrong);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("nobody is a server here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return trusted.getAcceptedIssuers();
    }
  }
}
