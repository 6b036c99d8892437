package dev.stuckpod.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTest {

  @ParameterizedTest
  @CsvSource({
    "abc, 4, abc, abc",
    "abc, 3, abc, abc",
    "abc, 2, ab,  ab…",
    "abc, 0, '',  …",
    "abc, -1, '', …",
    "'',  0, '',  ''",
    "a😀b, 3, a😀, a😀…",
    "a😀b, 2, a,  a…", // half of it does not stand alone
    "😀b,  1, '', …",
  })
  void theBeginningIsKeptInWholeCharacters(String text, int most, String bare, String marked) {
    assertThat(Cut.bare(text, most)).isEqualTo(bare);
    assertThat(Cut.marked(text, most)).isEqualTo(marked);
  }
}
