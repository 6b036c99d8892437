package dev.stuckpod.operator.readings.sources;

import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.secrets.PemTrust;
import java.security.cert.CertificateException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;

/** Makes a client trust a source as its MetricsSource says. */
final class Trust {

  private Trust() {}

  static OkHttpClient with(OkHttpClient http, MetricsSourceSpec spec) throws QueryFailed {
    var tls = spec.tls();
    if (tls == null) {
      return http;
    }
    var certificates = new HandshakeCertificates.Builder();
    var client = http.newBuilder();
    if (tls.caBundle() == null) {
      certificates.addPlatformTrustedCertificates();
    } else {
      addBundle(certificates, tls.caBundle());
    }
    if (Boolean.TRUE.equals(tls.insecureSkipVerify())) {
      String host = HttpUrl.get(spec.base()).host();
      certificates.addInsecureHost(host);
      client.hostnameVerifier((name, _) -> name.equals(host));
    }
    HandshakeCertificates built = certificates.build();
    return client.sslSocketFactory(built.sslSocketFactory(), built.trustManager()).build();
  }

  private static void addBundle(HandshakeCertificates.Builder certificates, String pem)
      throws QueryFailed {
    try {
      PemTrust.add(certificates, pem);
    } catch (CertificateException unreadable) {
      throw new QueryFailed(
          Failure.SourceUnreachable,
          "tls.caBundle of the MetricsSource is not a list of PEM certificates.");
    }
  }
}
