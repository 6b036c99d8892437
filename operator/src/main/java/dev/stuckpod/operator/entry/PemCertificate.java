package dev.stuckpod.operator.entry;

import dev.stuckpod.operator.identity.ShownCertificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a certificate and its key as a Secret of the type kubernetes.io/tls has them. Helm,
 * cert-manager and openssl write the key as PKCS#8, as PKCS#1 or as SEC 1; Java reads the first
 * alone.
 */
public final class PemCertificate {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN (RSA |EC |)PRIVATE KEY-----([^-]*)-----END");

  private static final byte SEQUENCE = 0x30;
  private static final byte OCTETS = 0x04;
  private static final byte[] VERSION = {0x02, 0x01, 0x00};
  private static final int LONG = 0x80;

  private PemCertificate() {}

  /**
   * Reads both.
   *
   * @param certificates the own first
   * @throws IllegalArgumentException that says what is wrong
   */
  public static ShownCertificate read(String certificates, String key) {
    List<X509Certificate> chain = chain(certificates);
    PublicKey shown = chain.getFirst().getPublicKey();
    try {
      PrivateKey own =
          KeyFactory.getInstance(shown.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(key, shown)));
      if (!belong(own, shown)) {
        throw new IllegalArgumentException("tls.key is not the key of tls.crt");
      }
      return new ShownCertificate(own, chain);
    } catch (GeneralSecurityException wrong) {
      throw new IllegalArgumentException(
          "tls.key is not the key of tls.crt: " + wrong.getMessage(), wrong);
    }
  }

  private static List<X509Certificate> chain(String pem) {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw new IllegalArgumentException("tls.crt holds no certificate in PEM");
      }
      return chain;
    } catch (CertificateException wrong) {
      throw new IllegalArgumentException(
          "tls.crt holds no certificate in PEM: " + wrong.getMessage(), wrong);
    }
  }

  private static byte[] pkcs8(String pem, PublicKey shown) {
    Matcher found = KEY.matcher(pem);
    if (!found.find()) {
      throw new IllegalArgumentException("tls.key holds no private key in PEM without a password");
    }
    byte[] key = Base64.getMimeDecoder().decode(found.group(2));
    return found.group(1).isEmpty() ? key : wrapped(key, shown);
  }

  /** PKCS#8 is the others' bytes behind the name of the algorithm, which the certificate has. */
  private static byte[] wrapped(byte[] key, PublicKey shown) {
    byte[] outer = shown.getEncoded(); // a sequence of the algorithm and the key's bits
    int algorithm = header(outer, 0);
    int end = header(outer, algorithm) + length(outer, algorithm);
    return der(SEQUENCE, VERSION, Arrays.copyOfRange(outer, algorithm, end), der(OCTETS, key));
  }

  /** Where the content of the element at a position begins. */
  private static int header(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < LONG ? 0 : first - LONG);
  }

  private static int length(byte[] der, int at) {
    int length = 0;
    int first = der[at + 1] & 0xff;
    if (first < LONG) {
      return first;
    }
    for (int i = at + 2; i < header(der, at); i++) {
      length = length << 8 | der[i] & 0xff;
    }
    return length;
  }

  private static byte[] der(byte tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var whole = new ByteArrayOutputStream();
    whole.write(tag);
    int size = content.size();
    if (size >= 1 << Byte.SIZE) {
      whole.write(LONG | 2);
      whole.write(size >> Byte.SIZE);
    } else if (size >= LONG) {
      whole.write(LONG | 1);
    }
    whole.write(size);
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }

  private static boolean belong(PrivateKey own, PublicKey shown) throws GeneralSecurityException {
    byte[] text = {1, 2, 3};
    Signature signature =
        Signature.getInstance(
            switch (shown.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> shown.getAlgorithm();
            });
    signature.initSign(own);
    signature.update(text);
    byte[] signed = signature.sign();
    signature.initVerify(shown);
    signature.update(text);
    return signature.verify(signed);
  }
}
