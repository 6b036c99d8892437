package dev.stuckpod.operator.readings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers of a source of metrics, changed by a fuzzer. In a normal build only the seeds run; {@code
 * operator/fuzz} looks for more.
 */
class AnswerFuzzTest {

  private static final int MOST = 100;

  @ParameterizedTest
  @MethodSource("answers")
  void anyAnswerIsReadOrFailsByName(byte[] input) throws IOException {
    fuzzerTestOneInput(input);
  }

  /** What Jazzer calls, as it names it. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    var rows = new ArrayList<Series>();
    try {
      AnswerReader.read(new ByteArrayInputStream(input), 200, "http://m", MOST, rows::add);
    } catch (QueryFailed failed) {
      assertThat(failed.getMessage()).isNotBlank();
    }
    assertThat(rows).hasSizeLessThanOrEqualTo(MOST);
  }

  /** Found by it: a parser guesses the encoding. */
  @Test
  void whatLooksLikeAnotherEncodingAndIsNoneIsUnreadable() {
    byte[] cut = {(byte) 0xEA, 0, 0, 0, 0, 0};
    assertThatThrownBy(
            () -> AnswerReader.read(new ByteArrayInputStream(cut), 200, "http://m", 1, _ -> {}))
        .isInstanceOf(QueryFailed.class);
  }

  static Stream<byte[]> answers() {
    return Stream.of(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":"
                + "\"up\",\"pod\":\"a\"},\"value\":[1735689600.5,\"1\"]},{\"metric\":{},\"value\":[1,\"NaN\"]}]}}",
            "{\"status\":\"success\",\"isPartial\":true,\"warnings\":[\"PromQL info:"
                + " a\",\"b\"],\"data\":"
                + "{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"pod\":\"a\"},\"values\":[[1,\"+Inf\"],[2,\"3e9\"]]}]}}",
            "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}")
        .map(answer -> answer.getBytes(StandardCharsets.UTF_8));
  }
}
