package dev.stuckpod.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {

  private static final int MOST = 300;

  @Test
  void isReadToItsLastByte() throws Exception {
    var in =
        stream("POST /a%20b?c=d HTTP/1.1\r\nHost: x\r\ncontent-length:  12 \r\nX-Y:\r\n\r\nbody");
    Head head = Head.read(in, MOST).orElseThrow();
    assertThat(head.method()).isEqualTo("POST");
    assertThat(head.target().getPath()).isEqualTo("/a b");
    assertThat(head.target().getRawQuery()).isEqualTo("c=d");
    assertThat(head.headers().getFirst("Host")).isEqualTo("x");
    assertThat(head.headers().getFirst("x-y")).isEmpty();
    assertThat(head.length()).isEqualTo(12);
    assertThat(head.keeps()).isTrue();
    assertThat(in.readAllBytes()).asString().isEqualTo("body");
  }

  @Test
  void nothingIsNoRequest() throws Exception {
    assertThat(Head.read(stream(""), MOST)).isEqualTo(Optional.empty());
  }

  @Test
  void ofTheOldVersionIsTheOnlyOne() throws Exception {
    assertThat(read("GET / HTTP/1.0\r\n\r\n").keeps()).isFalse();
    assertThat(read("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").keeps()).isFalse();
  }

  @Test
  void inPiecesHasNoLength() throws Exception {
    assertThat(read("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n").length())
        .isEqualTo(Head.CHUNKED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/2.0\r\n\r\n",
        "get / HTTP/1.1\r\n\r\n",
        "GET /  HTTP/1.1\r\n\r\n",
        "GET http://x/ HTTP/1.1\r\n\r\n",
        "GET /\u00e9 HTTP/1.1\r\n\r\n",
        "GET /% HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\n\n",
        "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n y\r\n\r\n",
        "GET / HTTP/1.1\r\nno field\r\n\r\n",
        "GET / HTTP/1.1\r\nA: b\u0000\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1, 1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 9999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(BadRequestException.class);
  }

  @Test
  void moreThanIsGrantedIsNotRead() {
    String endless = "GET / HTTP/1.1\r\nX: " + "a".repeat(MOST);
    assertThatThrownBy(() -> read(endless)).hasMessageContaining("more than");
    String many = "GET / HTTP/1.1\r\n" + "A: b\r\n".repeat(101) + "\r\n";
    assertThatThrownBy(() -> Head.read(stream(many), 1 << 20))
        .isInstanceOf(BadRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nA: b\r"})
  void whatBreaksOffIsAnErrorOfTheConnection(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  private static Head read(String text) throws IOException, BadRequestException {
    return Head.read(stream(text), MOST).orElseThrow();
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
