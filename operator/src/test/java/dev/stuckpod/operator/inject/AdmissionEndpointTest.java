package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stuckpod.operator.entry.Asking;
import dev.stuckpod.operator.identity.RenewingKeyManager;
import dev.stuckpod.operator.identity.ShownCertificate;
import dev.stuckpod.operator.turns.ReviewsFirst;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class AdmissionEndpointTest {

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();

  @Test
  void letsConnectionsOpenUntilItLeavesAndThenEndsEachWithAnAnswer() throws Exception {
    var keys = new RenewingKeyManager(() -> ShownCertificate.of(certificate));
    try (var endpoint =
        new AdmissionEndpoint(
            0,
            keys,
            Asking.ANYONE,
            new ReviewHandler(
                new ReviewsFirst(), _ -> JsonNodeFactory.instance.objectNode(), _ -> {}))) {
      OkHttpClient client = client();
      try (Response before = ask(client, endpoint)) {
        assertThat(before.code()).isEqualTo(200);
        assertThat(before.header("Connection")).isNull();
      }

      endpoint.leave();

      try (Response after = ask(client, endpoint)) {
        assertThat(after.code()).isEqualTo(200);
        assertThat(after.header("Connection")).isEqualTo("close");
      }
    }
  }

  private OkHttpClient client() {
    var trust =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    return new OkHttpClient.Builder()
        .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
        .build();
  }

  private static Response ask(OkHttpClient client, AdmissionEndpoint endpoint) throws IOException {
    return client
        .newCall(
            new Request.Builder()
                .url("https://localhost:" + endpoint.port() + AdmissionEndpoint.PATH)
                .post(
                    RequestBody.create(
                        Reviews.of("shop", "{containers: []}"), MediaType.get("application/json")))
                .build())
        .execute();
  }
}
