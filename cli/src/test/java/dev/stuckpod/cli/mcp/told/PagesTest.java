package dev.stuckpod.cli.mcp.told;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.text.ScreenText;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagesTest {
  private final Pages pages = new Pages();

  @Test
  void whatIsShortIsOnePage() {
    Page page = pages.first("t", told("one\ntwo"));

    assertThat(page.text()).isEqualTo("one\ntwo\n");
    assertThat(page.cursor()).isNull();
  }

  @Test
  void allPagesTogetherAreTheAnswerAndEachEndsWithALine() throws CommandException {
    String whole =
        IntStream.range(0, 1_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    var read = new StringBuilder();

    Page page = pages.first("t", told(whole));
    read.append(page.text());
    while (page.cursor() != null) {
      assertThat(page.text()).hasSizeLessThanOrEqualTo(Pages.SIZE).endsWith("\n");
      page = pages.next("t", page.cursor());
      read.append(page.text());
    }

    assertThat(read.toString()).isEqualTo(whole + "\n");
  }

  @Test
  void aLineThatIsLongerThanAPageIsCutBetweenCharacters() throws CommandException {
    String faces = "\uD83D\uDE00".repeat(Pages.SIZE);
    var read = new StringBuilder();

    Page page = pages.first("t", told("x" + faces));
    read.append(page.text());
    while (page.cursor() != null) {
      assertThat(Character.isHighSurrogate(page.text().charAt(page.text().length() - 1))).isFalse();
      page = pages.next("t", page.cursor());
      read.append(page.text());
    }

    assertThat(read.toString()).isEqualTo("x" + faces + "\n");
  }

  @Test
  void anAnswerWithoutEndEndsAndSaysSo() throws CommandException {
    Page page = pages.first("t", told(("x".repeat(99) + "\n").repeat(10_000)));
    int read = page.text().length();
    String last = page.text();
    while (page.cursor() != null) {
      page = pages.next("t", page.cursor());
      read += page.text().length();
      last = page.text();
    }

    assertThat(read).isLessThan(Pages.MOST + 100);
    assertThat(last).endsWith("This is not all: ask for less at once.\n");
  }

  @Test
  void aCursorIsOfOneToolAndIsForgotten() {
    String long1 = "line\n".repeat(2_000);
    String cursor = String.valueOf(pages.first("t", told(long1)).cursor());

    assertThatThrownBy(() -> pages.next("other", cursor)).hasMessageContaining("none of other");
    assertThatThrownBy(() -> pages.next("t", "nonsense")).hasMessageContaining("ask again");
    assertThatThrownBy(() -> pages.next("t", "1-999999999")).hasMessageContaining("nothing behind");
    for (int i = 0; i < 20; i++) {
      pages.first("t", told(long1));
    }
    assertThatThrownBy(() -> pages.next("t", cursor)).hasMessageContaining("too old");
  }

  private static Told told(String text) {
    return Told.plain("sure", "here", ScreenText.of(text));
  }
}
