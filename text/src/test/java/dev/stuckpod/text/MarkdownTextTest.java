package dev.stuckpod.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTextTest {

  static List<String> unfit() {
    return Hostile.UNFIT;
  }

  /** What GitHub and GitLab make of it was looked at; the rest is Markdown's own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "@org/team @&#8203;org/team",
        "(@org (@&#8203;org",
        "x,@here x,@&#8203;here",
        "é@org é@&#8203;org",
        "&#64;org \\&\\#&#8203;64;org",
        "&commat;org \\&commat;org",
        "<img> \\<img\\>",
        "[a](b) \\[a\\](b)",
        "![a](b) \\!&#8203;\\[a\\](b)",
        "https://evil.example https:&#8203;//evil.example",
        "www.evil.example www.&#8203;evil.example",
        "a@evil.example a@&#8203;evil.example",
        "#12 \\#&#8203;12",
        "owner/repo#12 owner/repo\\#&#8203;12",
        "GH-12 GH-&#8203;12",
        "!12 \\!&#8203;12",
        "/close \\/close",
        "- \\-",
        "--- \\---",
        "=== \\===",
        "a|b a\\|b",
        "a\\|b a\\\\\\|b",
        "`x` \\`x\\`",
      })
  void aSentenceStaysText(String foreign, String shown) {
    assertThat(MarkdownText.prose(foreign).text()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RWMutex held by Hub.go:97, which waits; 128 of 128 workers",
        "module example.com/lib@v1.2.3/dir/file.go:12",
        "Counter.lambda$new$1 (Counter.java:27)",
        "com.example.Lock@1a2b3c",
        "R&D: 100% & 5 > 'x'!",
      })
  void whatIsFitStaysAsItIs(String text) {
    assertThat(MarkdownText.prose(text).text().replace("\\>", ">")).isEqualTo(text);
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void nothingIsHidden(String text) {
    assertThat(MarkdownText.prose("a" + text).text().codePoints()).noneMatch(Unfit::isUnfit);
    assertThat(MarkdownText.code("a" + text).text().codePoints()).noneMatch(Unfit::isUnfit);
  }

  /** A cell ends at a bar that an odd number of backslashes precedes not. */
  @ParameterizedTest
  @ValueSource(strings = {"|", "\\|", "\\\\|", "||", "\\||", "a`|`b", "\n|\n"})
  void codeStaysInItsCell(String hostile) {
    String cell = MarkdownText.code("x" + hostile + "@org/team").text();

    assertThat(cell).startsWith("`").endsWith("`").doesNotContain("\n");
    assertThat(cell.substring(1, cell.length() - 1)).doesNotContain("`");
    assertThat(endsOfCells(cell)).isZero();
  }

  /** As the table extension of cmark-gfm does it. */
  private static int endsOfCells(String row) {
    int ends = 0;
    for (int i = 0; i < row.length(); i++) {
      boolean escapes =
          row.charAt(i) == '\\' && i + 1 < row.length() && "|\\`@".indexOf(row.charAt(i + 1)) >= 0;
      i += escapes ? 1 : 0;
      ends += !escapes && row.charAt(i) == '|' ? 1 : 0;
    }
    return ends;
  }

  @Test
  void aFenceIsNotLeft() {
    String page =
        new MarkdownText.Page().details("a < b", List.of("x\n```\n@org/team", "```")).text().text();

    assertThat(page.lines().filter(line -> line.startsWith("```"))).hasSize(2);
    assertThat(page).contains("x ''' @org/team", "<summary>a &lt; b</summary>");
  }

  @Test
  void linksGoWhereAnAddressIs() {
    var name = MarkdownText.code("a.go:1");

    assertThat(MarkdownText.link(name, "https://github.com/a/b/blob/v1/a.go#L1").text())
        .isEqualTo("[`a.go:1`](https://github.com/a/b/blob/v1/a.go#L1)");
    assertThat(MarkdownText.link(name, "javascript:alert(1)")).isEqualTo(name);
    assertThat(MarkdownText.link(name, "https://a) @org/team")).isEqualTo(name);
  }
}
