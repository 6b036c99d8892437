package dev.stuckpod.cli.cluster.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in the forms that kubeconfigs have. */
class PrivateKeysTest {

  /** What PKCS 8 has before an RSA key of 2048 bits. */
  private static final int BEFORE_RSA = 26;

  @Test
  void rsa() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    PrivateKey key = generator.generateKeyPair().getPrivate();
    byte[] pkcs8 = key.getEncoded();

    assertThat(PrivateKeys.of(pem("PRIVATE KEY", pkcs8))).isEqualTo(key);
    assertThat(
            PrivateKeys.of(
                pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, BEFORE_RSA, pkcs8.length))))
        .isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1"})
  void curvesInPkcs8(String curve) throws Exception {
    PrivateKey key = curve(curve);

    assertThat(PrivateKeys.of(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
  }

  /** OpenSSL writes the parameters before the key. */
  @Test
  void aCurveAsOpensslWritesIt() throws Exception {
    PrivateKey key = curve("secp256r1");
    String parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

    PrivateKey read = PrivateKeys.of((parameters + Pair.keyPem(key)).getBytes(US_ASCII));

    assertThat(((ECPrivateKey) read).getS()).isEqualTo(((ECPrivateKey) key).getS());
    assertThat(((ECPrivateKey) read).getParams().getOrder())
        .isEqualTo(((ECPrivateKey) key).getParams().getOrder());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----"
      })
  void anythingElseIsTheLibrarysMatter(String pem) {
    assertThatThrownBy(() -> PrivateKeys.of(pem.getBytes(US_ASCII)))
        .isInstanceOf(GeneralSecurityException.class);
  }

  private static PrivateKey curve(String name) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair().getPrivate();
  }

  private static byte[] pem(String what, byte[] der) {
    return Pair.pem(what, der).getBytes(US_ASCII);
  }
}
