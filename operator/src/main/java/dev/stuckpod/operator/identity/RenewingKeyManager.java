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
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Shows whatever certificate is the right one at each handshake, so that renewing one needs no
 * restart of a server.
 */
public final class RenewingKeyManager extends X509ExtendedKeyManager {

  private final Supplier<HeldCertificate> certificate;

  /** By serial number, so that key and certificate of one handshake belong together. */
  private final Map<String, HeldCertificate> shown = new ConcurrentHashMap<>();

  /** Asks for the certificate at every handshake. */
  public RenewingKeyManager(Supplier<HeldCertificate> certificate) {
    this.certificate = certificate;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return new X509Certificate[] {shown(alias).certificate()};
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return shown(alias).keyPair().getPrivate();
  }

  @Override
  public String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return current();
  }

  @Override
  public String chooseServerAlias(String keyType, Principal @Nullable [] issuers, Socket socket) {
    return current();
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

  private String current() {
    HeldCertificate now = certificate.get();
    String alias = now.certificate().getSerialNumber().toString(16);
    shown.putIfAbsent(alias, now);
    return alias;
  }

  private HeldCertificate shown(String alias) {
    return Objects.requireNonNull(shown.get(alias), alias);
  }
}
