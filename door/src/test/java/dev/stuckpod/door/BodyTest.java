package dev.stuckpod.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

  private int ended;

  @Test
  void hasAsManyBytesAsItsLengthSays() throws Exception {
    var in = stream("bodynext");
    Body body = body(in, 4);
    assertThat(body.readAllBytes()).asString().isEqualTo("body");
    assertThat(body.isOver()).isTrue();
    assertThat(ended).isOne();
    assertThat(in.readAllBytes()).asString().isEqualTo("next");
  }

  @Test
  void withoutAnyIsOverAtOnce() throws Exception {
    assertThat(body(stream("next"), 0).read()).isEqualTo(-1);
    assertThat(ended).isOne();
  }

  @Test
  void inPiecesEndsWithTheEmptyOne() throws Exception {
    var in = stream("3;a=b\r\nbod\r\n1\r\ny\r\n0\r\nTrailer: x\r\n\r\nnext");
    Body body = body(in, Head.CHUNKED);
    assertThat(body.readAllBytes()).asString().isEqualTo("body");
    assertThat(ended).isOne();
    assertThat(in.readAllBytes()).asString().isEqualTo("next");
  }

  @Test
  void thatBreaksOffIsAnError() {
    assertThatThrownBy(() -> body(stream("bod"), 4).readAllBytes()).isInstanceOf(IOException.class);
    assertThat(ended).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "x\r\n",
        "-1\r\n",
        "3\r\nbody\r\n0\r\n\r\n",
        "4\r\nbody\r\n",
        "4\r\nbody\r\n0\r\n",
        "fffffffffffffffff\r\n",
        "1;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"
            + "x"
      })
  void ofPiecesThatMakeNoSenseIsAnError(String text) {
    assertThatThrownBy(() -> body(stream(text), Head.CHUNKED).readAllBytes())
        .isInstanceOf(IOException.class);
  }

  private Body body(ByteArrayInputStream in, long length) {
    return new Body(in, length, () -> ended++);
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
