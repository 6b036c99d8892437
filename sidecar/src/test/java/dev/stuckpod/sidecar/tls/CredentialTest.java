package dev.stuckpod.sidecar.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.7, 10.0.0.7, 2026-01-02T03:04:05Z", // ends before 2050: UTCTime
    "fd00::7, fd00:0:0:0:0:0:0:7, 2045-06-07T08:09:10Z", // ends after: GeneralizedTime
  })
  void theCertificateNamesThePodAndLivesTenYearsFromYesterday(
      String address, String named, Instant now) throws Exception {
    X509Certificate certificate =
        Credential.selfSigned("stuckpod-sidecar", address, now).certificate();

    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getSubjectAlternativeNames())
        .containsExactly(List.of(7, named)); // 7: iPAddress
    assertThat(certificate.getNotBefore()).isEqualTo(now.minus(1, ChronoUnit.DAYS));
    assertThat(certificate.getNotAfter()).isEqualTo(now.plus(Duration.ofDays(3650)));
    assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=stuckpod-sidecar");
    assertThat(certificate.getSerialNumber()).isPositive();
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
  }

  @Test
  void aNameIsNoAddressAndIsNotLookedUp() {
    assertThatThrownBy(() -> Credential.selfSigned("a", "pod.example", Instant.now()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
