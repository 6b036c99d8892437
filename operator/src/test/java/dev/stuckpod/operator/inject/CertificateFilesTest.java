package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.operator.entry.CertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateFilesTest {

  /** Made by openssl, as its commands write them. */
  private static final Path GIVEN =
      Path.of("src/test/resources/dev/stuckpod/operator/inject/certificates");

  private @TempDir Path folder = Path.of("");
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource source = () -> now;
  private final Clock clock = source.withZone(ZoneOffset.UTC);

  @Test
  void renewedCertificateIsShownWithoutARestart() throws IOException {
    var secret = new WebhookSecret(folder);
    var files = new CertificateFiles(folder, clock);
    HeldCertificate second = secret.renew();

    now = now.plus(Duration.ofMinutes(1));

    assertThat(files.get().chain()).containsExactly(second.certificate());
    assertThat(files.get().key()).isEqualTo(second.keyPair().getPrivate());
  }

  /** The two files of a Secret that is renewed are not read at one moment. */
  @Test
  void goesOnWithTheFormerWhereTheKeyIsNotTheCertificates() throws IOException {
    var secret = new WebhookSecret(folder);
    var files = new CertificateFiles(folder, clock);
    var before = files.get();
    String key = Files.readString(folder.resolve("tls.key"));
    HeldCertificate second = secret.renew();
    Files.writeString(folder.resolve("tls.key"), key);

    now = now.plus(Duration.ofMinutes(1));
    assertThat(files.get()).isEqualTo(before);

    Files.writeString(folder.resolve("tls.key"), second.privateKeyPkcs8Pem());
    now = now.plus(Duration.ofMinutes(1));
    assertThat(files.get().chain()).containsExactly(second.certificate());
  }

  @Test
  void showsTheWholeChain() throws IOException {
    var root = new HeldCertificate.Builder().certificateAuthority(1).build();
    var between = new HeldCertificate.Builder().certificateAuthority(0).signedBy(root).build();
    var own = new HeldCertificate.Builder().signedBy(between).build();
    write(own.certificatePem() + between.certificatePem(), own.privateKeyPkcs8Pem());

    assertThat(new CertificateFiles(folder, clock).get().chain())
        .containsExactly(own.certificate(), between.certificate());
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, pkcs1, RSA", "rsa, pkcs8, RSA",
    "p256, sec1, EC", "p256, pkcs8, EC",
    "p384, sec1, EC", "p521, sec1, EC",
    "ed25519, pkcs8, EdDSA"
  })
  void readsKeysAsTheyAreWritten(String name, String form, String algorithm) throws IOException {
    write(
        Files.readString(GIVEN.resolve(name + ".crt")),
        Files.readString(GIVEN.resolve(name + "." + form + ".key")));

    assertThat(new CertificateFiles(folder, clock).get().key().getAlgorithm()).isEqualTo(algorithm);
  }

  @ParameterizedTest
  @CsvSource({
    "p256.crt, rsa.pkcs8.key, tls.key is not the key of tls.crt",
    "p256.crt, p384.sec1.key, tls.key is not the key of tls.crt",
    "p256.crt, p256.crt, tls.key holds no private key",
    "p256.sec1.key, p256.sec1.key, tls.crt holds no certificate"
  })
  void saysWhatIsWrongAndWhereToMendIt(String certificate, String key, String sentence)
      throws IOException {
    write(Files.readString(GIVEN.resolve(certificate)), Files.readString(GIVEN.resolve(key)));

    assertThatThrownBy(() -> new CertificateFiles(folder, clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(sentence, folder.toString(), "injection.certificate");
  }

  @Test
  void saysWhichFileIsMissing() {
    assertThatThrownBy(() -> new CertificateFiles(folder, clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tls.crt");
  }

  private void write(String certificate, String key) throws IOException {
    Files.writeString(folder.resolve("tls.crt"), certificate);
    Files.writeString(folder.resolve("tls.key"), key);
  }
}
