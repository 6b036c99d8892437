package dev.stuckpod.goroutines.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

  private final Text text = new Text();

  @ParameterizedTest
  @ValueSource(
      longs = {0, 9, 10, 16, 99, 100, 255, 256, 999, 1000, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void printsNumbersAsGoDoes(long number) throws IOException {
    text.add(number).add(" ").hex(number);

    assertThat(written()).isEqualTo(number + " 0x" + Long.toHexString(number));
  }

  @Test
  void takesBackWhatTurnedOutToBeWrong() throws IOException {
    text.add("kept");
    int mark = text.mark();
    text.add("x".repeat(200_000));
    text.reset(mark);

    assertThat(written()).isEqualTo("kept");
  }

  private String written() throws IOException {
    var out = new ByteArrayOutputStream();
    text.flush(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
