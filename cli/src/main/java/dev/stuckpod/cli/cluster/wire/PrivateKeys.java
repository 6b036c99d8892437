package dev.stuckpod.cli.cluster.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private keys as kubeconfigs have them. What OpenSSL's old forms lack for PKCS 8, which the JDK
 * reads, is put before them.
 */
final class PrivateKeys {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([^-]+)-----END \\1-----");

  /** The object identifier of rsaEncryption, with its parameters, which are null. */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  /** That of ecPublicKey with the curve P-256. */
  private static final byte[] P256 =
      HexFormat.of().parseHex("301306072a8648ce3d020106082a8648ce3d030107");

  /** P-256 as an EC key says what its curve is. */
  private static final String SAYS_P256 = "a00a06082a8648ce3d030107";

  private static final byte[] VERSION = {2, 1, 0};
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;

  private PrivateKeys() {}

  /**
   * Reads one.
   *
   * @param pem RSA, or EC on any curve that PKCS 8 tells of, else on P-256
   * @throws GeneralSecurityException if it is none of these
   */
  static PrivateKey of(byte[] pem) throws GeneralSecurityException {
    Matcher found = PEM.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!found.find()) {
      throw new InvalidKeyException("no private key that is known");
    }
    byte[] der = Base64.getMimeDecoder().decode(found.group(2));
    return switch (found.group(1)) {
      case "RSA PRIVATE KEY" -> key("RSA", wrapped(RSA, der));
      case "EC PRIVATE KEY" -> curve(der);
      default -> plain(der);
    };
  }

  private static PrivateKey curve(byte[] der) throws GeneralSecurityException {
    if (!HexFormat.of().formatHex(der).contains(SAYS_P256)) {
      throw new InvalidKeyException("another curve");
    }
    return key("EC", wrapped(P256, der));
  }

  private static PrivateKey plain(byte[] der) throws GeneralSecurityException {
    try {
      return key("RSA", der);
    } catch (InvalidKeySpecException another) {
      return key("EC", der);
    }
  }

  private static PrivateKey key(String algorithm, byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static byte[] wrapped(byte[] algorithm, byte[] key) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(VERSION);
    all.writeBytes(algorithm);
    all.writeBytes(tagged(OCTETS, key));
    return tagged(SEQUENCE, all.toByteArray());
  }

  /** In DER, of less than 64 KiB. */
  private static byte[] tagged(int tag, byte[] content) {
    var all = new ByteArrayOutputStream();
    all.write(tag);
    if (content.length < 0x80) {
      all.write(content.length);
    } else {
      all.write(0x82);
      all.write(content.length >> 8);
      all.write(content.length);
    }
    all.writeBytes(content);
    return all.toByteArray();
  }
}
