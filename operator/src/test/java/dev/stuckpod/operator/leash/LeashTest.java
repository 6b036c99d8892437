package dev.stuckpod.operator.leash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client on the leash asks servers that mean well; of others {@code EndlessAnswersTest}. */
class LeashTest {

  private final MockWebServer server = new MockWebServer();
  private OkHttpClient http;

  @BeforeEach
  void start() throws Exception {
    HeldCertificate held =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    server.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(held).build().sslSocketFactory());
    server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    server.start();
    var trusted =
        new HandshakeCertificates.Builder().addTrustedCertificate(held.certificate()).build();
    http =
        Leash.client().sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager()).build();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readsWhatIsOfUseHoweverMuchThatIs() throws Exception {
    for (int i = 0; i < 3; i++) { // over one connection
      server.enqueue(
          new MockResponse.Builder()
              .chunkedBody(new Buffer().write(new byte[8 * Leash.MOST]), 1000)
              .build());
      try (Response answer = ask()) {
        assertThat(answer.body().bytes()).hasSize(8 * Leash.MOST);
      }
    }
    for (int i = 0; i < 100; i++) { // nothing of it is a body
      server.enqueue(new MockResponse.Builder().addHeader("X", "y".repeat(Leash.MOST / 4)).build());
      try (Response answer = ask()) {
        assertThat(answer.code()).isEqualTo(200);
      }
    }
  }

  @Test
  void letsNobodySendAheadOfWhatIsRead() throws Exception {
    server.enqueue(new MockResponse.Builder().build());

    try (Response answer = ask()) {
      assertThat(answer.protocol()).isEqualTo(Protocol.HTTP_1_1);
    }
  }

  private Response ask() throws Exception {
    return http.newCall(new Request.Builder().url(server.url("/")).build()).execute();
  }
}
