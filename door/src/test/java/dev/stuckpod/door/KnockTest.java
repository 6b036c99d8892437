package dev.stuckpod.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The request in clear at a real port of TLS. */
class KnockTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final AtomicInteger heard = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private Door door;

  @BeforeEach
  void open() throws Exception {
    door =
        new Door(
            0,
            new Limits(8, 8, 8, 8, 1024, SHORT, SHORT, SHORT, SHORT, LONG, SHORT),
            new Tls(SSLContext.getDefault(), true),
            new Knock("/here", _ -> heard.incrementAndGet()),
            _ -> asked.incrementAndGet(),
            _ -> {});
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void isAnsweredWithNothingAsAnyClientAsks() throws Exception {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 1; i <= 3; i++) {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/here"))
                    .header("X-Long", "y".repeat(500))
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().map().keySet())
            .containsExactlyInAnyOrder("connection", "content-length");
        assertThat(heard).hasValue(i);
      }
    }
  }

  @Test
  void isAnsweredAlikeWhateverItsHeadersAndBodySay() throws Exception {
    String plain = said("GET /here HTTP/1.1\r\n\r\n");
    assertThat(plain).startsWith("HTTP/1.1 200 ");
    for (String headers :
        new String[] {
          "Host: x\r\nConnection: keep-alive\r\n",
          "Content-Length: 5\r\nContent-Length: 7\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Expect: 100-continue\r\n",
          "\u0000\u00ff: :\r\n",
        }) {
      assertThat(said("GET /here HTTP/1.1\r\n" + headers + "\r\n")).as(headers).isEqualTo(plain);
    }
    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET /here?x HTTP/1.1\r\n\r\n",
        "GET /heret HTTP/1.1\r\n\r\n",
        "GET  /here HTTP/1.1\r\n\r\n",
        "GET /here HTTP/1.0\r\n\r\n",
        "GET /v1/status HTTP/1.1\r\n\r\n",
        "POST /here HTTP/1.1\r\n\r\n",
        "HEAD /here HTTP/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\n",
      })
  void anyOtherRequestInClearIsNotAnswered(String request) throws Exception {
    assertThat(said(request)).isEmpty();
    assertThat(heard).hasValue(0);
    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET /he", "GET /here HTTP/1.1\r\n", "GET /here HTTP/1.1\r\nX: "})
  void whoDoesNotEndItIsThrownOut(String begun) throws Exception {
    assertThat(said(begun)).isEmpty();
    assertThat(heard).hasValue(0);
  }

  @Test
  void endlessHeadersAreNotRead() throws Exception {
    assertThat(said("GET /here HTTP/1.1\r\n" + "X: y\r\n".repeat(10_000) + "\r\n")).isEmpty();
    assertThat(heard).hasValue(0);
  }

  /** Sends something and reads until the other end closes. */
  private String said(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      try {
        out.write(request.getBytes(StandardCharsets.ISO_8859_1));
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (SocketException reset) {
        return "";
      }
    }
  }
}
