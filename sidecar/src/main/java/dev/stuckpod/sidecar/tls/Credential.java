package dev.stuckpod.sidecar.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A key and its certificate (EC P-256, X.509 version 3, RFC 5280). */
public record Credential(PrivateKey key, X509Certificate certificate) {

  /** It lives as long as its pod, which may be years. */
  private static final Duration LIFETIME = Duration.ofDays(3650);

  /** Clocks differ. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));

  /**
   * Makes a key and a certificate that it signs itself.
   *
   * @param address named as the subject's alternative
   */
  public static Credential selfSigned(String name, String address, Instant now)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    byte[] subject = Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(name))));
    byte[] body =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
            Der.integer(new BigInteger(120, new SecureRandom()).setBit(119)),
            ECDSA_SHA256,
            subject,
            Der.sequence(Der.time(now.minus(EARLIER)), Der.time(now.plus(LIFETIME))),
            subject,
            keys.getPublic().getEncoded(),
            Der.tagged(0xa3, extensions(address)));
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(body);
    byte[] der = Der.sequence(body, ECDSA_SHA256, Der.bits(0, signature.sign()));
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    return new Credential(keys.getPrivate(), certificate);
  }

  private static byte[] extensions(String address) {
    List<byte[]> all = new ArrayList<>();
    all.add(extension("2.5.29.19", true, Der.sequence())); // basicConstraints: no authority
    all.add(
        extension("2.5.29.15", true, Der.bits(7, new byte[] {(byte) 0x80}))); // digitalSignature
    all.add(
        extension(
            "2.5.29.37",
            false,
            Der.sequence(
                Der.oid("1.3.6.1.5.5.7.3.1"), Der.oid("1.3.6.1.5.5.7.3.2")))); // server, client
    all.add(
        extension("2.5.29.17", false, Der.sequence(Der.tagged(0x87, bytes(address))))); // iPAddress
    return Der.sequence(all.toArray(byte[][]::new));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  private static byte[] bytes(String address) {
    try {
      return InetAddress.ofLiteral(address).getAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + address + "' is not an IP address", e);
    }
  }
}
