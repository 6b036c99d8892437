package dev.stuckpod.operator.secrets;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import okhttp3.tls.HandshakeCertificates;

/** Makes clients trust certificates that are written in PEM. */
public final class PemTrust {

  private PemTrust() {}

  /**
   * Adds them to those that are trusted.
   *
   * @throws CertificateException if it is not a list of PEM certificates
   */
  public static void add(HandshakeCertificates.Builder certificates, String pem)
      throws CertificateException {
    var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
      certificates.addTrustedCertificate((X509Certificate) one);
    }
  }
}
