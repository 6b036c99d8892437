package dev.stuckpod.operator.identity;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows whatever certificate is the right one at each handshake, so that renewing one needs no
 * restart of a server.
 */
public final class RenewingKeyManager extends X509ExtendedKeyManager {

  private final Supplier<ShownCertificate> certificate;

  /** By fingerprint, so that key and certificate of one handshake belong together. */
  private final Map<String, ShownCertificate> shown = new ConcurrentHashMap<>();

  /** Asks for the certificate at every handshake. */
  public RenewingKeyManager(Supplier<ShownCertificate> certificate) {
    this.certificate = certificate;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return shown(alias).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return shown(alias).key();
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return current(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return current(keyType);
  }

  @Override
  public String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers, Socket socket) {
    return current();
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {current()};
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {current()};
  }

  /** A server is asked for one kind of key after the other. */
  private @Nullable String current(String keyType) {
    ShownCertificate now = certificate.get();
    return now.key().getAlgorithm().equals(keyType) ? keep(now) : null;
  }

  private String current() {
    return keep(certificate.get());
  }

  private String keep(ShownCertificate now) {
    String alias = now.fingerprint();
    shown.putIfAbsent(alias, now);
    return alias;
  }

  private ShownCertificate shown(String alias) {
    return Objects.requireNonNull(shown.get(alias), alias);
  }
}
