package dev.stuckpod.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PiecesTest {

  @Test
  void linesAreSplit() {
    assertThat(pieces("a\nbc\n\nd\n", '\n')).containsExactly("a", "bc", "", "d");
  }

  @Test
  void aLastOneWithoutAnEndCounts() {
    assertThat(pieces("a\0b", '\0')).containsExactly("a", "b");
  }

  @Test
  void nothingHasNone() {
    assertThat(pieces("", '\n')).isEmpty();
  }

  @Test
  void oneThatDoesNotEndComesInSeveral() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertThat(Pieces.of(endless, '\n').limit(3)).allMatch(piece -> piece.length() == 1 << 17);
  }

  private static Stream<String> pieces(String text, char end) {
    return Pieces.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), end);
  }
}
