package dev.stuckpod.operator.identity;

import dev.stuckpod.protocol.Sha256;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import okhttp3.tls.HeldCertificate;

/**
 * What one side of a handshake shows.
 *
 * @param key of the first certificate
 * @param chain the own certificate, then who vouches for it
 */
public record ShownCertificate(PrivateKey key, List<X509Certificate> chain) {

  /** Keeps the chain as it is now. */
  public ShownCertificate {
    chain = List.copyOf(chain);
  }

  /** One that nobody between vouches for. */
  public static ShownCertificate of(HeldCertificate held) {
    return new ShownCertificate(held.keyPair().getPrivate(), List.of(held.certificate()));
  }

  /** No two have the same. */
  String fingerprint() {
    try {
      return Sha256.of(chain.getFirst().getEncoded());
    } catch (CertificateEncodingException impossible) {
      throw new IllegalStateException("a certificate that is shown has bytes", impossible);
    }
  }
}
