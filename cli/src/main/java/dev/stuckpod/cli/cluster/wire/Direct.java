package dev.stuckpod.cli.cluster.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own HTTP client, which trusts whom the kubeconfig names: the client library is as good,
 * and takes a third of a short command's time to load.
 */
public final class Direct implements Wire {

  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 60_000;

  /**
   * The JDK asks it only where a certificate is for another host, and there is no connection then.
   * With its own, which says the same, it first looks whether all programs trust the authority.
   */
  private static final HostnameVerifier NO_OTHER_NAME = (host, session) -> false;

  private final SSLSocketFactory tls;
  private final @Nullable String token;

  private Direct(SSLContext context, @Nullable String token) {
    this.tls = new OneCurve(context::getSocketFactory);
    this.token = token;
  }

  /**
   * Prepares it; opens nothing.
   *
   * @return empty: the client library must be asked, which also tells what is wrong
   */
  public static Optional<Wire> of(Kubeconfig.Chosen chosen) {
    Access access = chosen.access();
    if (access == null || !isFor(chosen)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Direct(context(access), access.token()));
    } catch (GeneralSecurityException | IOException | RuntimeException untold) {
      return Optional.empty();
    }
  }

  private static boolean isFor(Kubeconfig.Chosen chosen) {
    return chosen.server().startsWith("https://") && !Surroundings.haveASay();
  }

  /**
   * Has the JDK find the authorities that all programs trust when one is asked for, not for each
   * connection, whomever that trusts: which takes as long as a connection. For programs that ask
   * one question.
   */
  public static void trustNobodyElse() {
    HttpsURLConnection.setDefaultSSLSocketFactory(
        new OneCurve(() -> (SSLSocketFactory) SSLSocketFactory.getDefault()));
  }

  /** Writes the first message of a TLS connection, to nobody. */
  public static void rehearse() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      SSLEngine engine = context.createSSLEngine();
      engine.setSSLParameters(OneCurve.in(engine.getSSLParameters()));
      engine.setUseClientMode(true);
      engine.beginHandshake();
      engine.wrap(
          ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    } catch (GeneralSecurityException | SSLException untold) {
      return; // whoever speaks to the cluster has the same trouble, and tells of it
    }
  }

  /**
   * A signature on a curve takes a JVM that has seen none longer than all the rest of a connection.
   */
  private static void rehearse(X509Certificate authority) {
    if (authority.getPublicKey().getAlgorithm().equals("EC")) {
      Aside.run(
          () -> {
            try {
              authority.verify(authority.getPublicKey());
            } catch (GeneralSecurityException anothers) {
              return; // it is looked at, not trusted for that
            }
          });
    }
  }

  private static SSLContext context(Access access) throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(access.identity()), trust(access.authority().bytes()), null);
    return context;
  }

  private static TrustManager[] trust(byte[] authority) throws GeneralSecurityException {
    var anchors = new HashSet<TrustAnchor>();
    for (X509Certificate one : certificates(authority)) {
      anchors.add(new TrustAnchor(one, null));
      rehearse(one);
    }
    var parameters = new PKIXBuilderParameters(anchors, null);
    parameters.setRevocationEnabled(false);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(new CertPathTrustManagerParameters(parameters));
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(Access.@Nullable Identity identity)
      throws GeneralSecurityException, IOException {
    if (identity == null) {
      return null;
    }
    return new KeyManager[] {
      new Shown(
          PrivateKeys.of(identity.key().bytes()), certificates(identity.certificate().bytes()))
    };
  }

  private static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  @Override
  public Answer get(URI address, String form) throws IOException {
    HttpsURLConnection connection = open(address, form);
    int code = connection.getResponseCode();
    InputStream body = code < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (body == null) {
      return new Answer(code, "");
    }
    try (body) {
      return new Answer(code, new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private HttpsURLConnection open(URI address, String form) throws IOException {
    var connection = (HttpsURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    connection.setSSLSocketFactory(tls);
    connection.setHostnameVerifier(NO_OTHER_NAME);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", form);
    connection.setRequestProperty("User-Agent", "stuckpod");
    if (token != null) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    return connection;
  }
}
