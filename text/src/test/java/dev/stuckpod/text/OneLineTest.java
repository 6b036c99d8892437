package dev.stuckpod.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OneLineTest {

  static List<String> unfit() {
    return Hostile.UNFIT;
  }

  static List<String> fit() {
    return Hostile.FIT;
  }

  static List<String> breaks() {
    return Hostile.BREAKS;
  }

  @ParameterizedTest
  @MethodSource("fit")
  void leavesWhatIsFit(String text) {
    assertThat(OneLine.of(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void showsThatSomethingWasThere(String text) {
    String shown = OneLine.of("a" + text + "b").text();

    assertThat(shown).startsWith("a\uFFFD").endsWith("b");
    assertThat(shown.codePoints()).noneMatch(Unfit::isUnfit);
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void isOneLine(String text) {
    assertThat(OneLine.of("a" + text + text + "b").text()).isEqualTo("a b");
  }

  /** Whatever Unicode has in these categories, and will have. */
  @Test
  void letsNoCharacterThroughThatIsFormatOrControl() {
    assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT))
        .filteredOn(
            c ->
                Stream.of(Character.CONTROL, Character.FORMAT, Character.SURROGATE)
                    .anyMatch(type -> type == Character.getType(c)))
        .allMatch(c -> c != OneLine.of(Character.toString(c)).text().codePointAt(0));
  }

  @ParameterizedTest
  @CsvSource({"6,abcdef", "5,abcd…", "2,a…", "1,…", "0,''"})
  void isCutToCharacters(int longest, String shown) {
    assertThat(OneLine.of("abcdef").within(longest).text()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"8,😀😀", "7,😀…", "6,…", "3,…", "2,''"})
  void isCutToBytesBetweenCharacters(int longest, String shown) {
    assertThat(OneLine.of("😀😀").withinBytes(longest).text()).isEqualTo(shown);
  }

  @Test
  void aPairIsNotHalved() {
    for (int longest = 0; longest < 20; longest++) {
      String shown = OneLine.of("😀a".repeat(20)).within(longest).text();
      assertThat(shown.length()).isLessThanOrEqualTo(longest);
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown)).isTrue();
    }
  }
}
