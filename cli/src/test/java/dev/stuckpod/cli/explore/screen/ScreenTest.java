package dev.stuckpod.cli.explore.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.cli.explore.Explorations;
import dev.stuckpod.cli.explore.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final Path HUB =
      Path.of("../analysis/src/test/resources/dumps/hub-deadlock-go1.26.sigquit.txt.gz");

  private static final String LAST = "that was all";

  private Session session = Explorations.ofFiles();

  @BeforeEach
  void open() throws Exception {
    session = Explorations.ofFiles();
    session.open(HUB.toString());
  }

  @Test
  void theVerdictIsOnTopAndIdleOnesAreFoldedAway() throws Exception {
    String seen = typed("dumb", "quit\n");

    assertThat(seen)
        .contains("Deadlock (Strong): RWMutex (*Hub)", "1400 routines in 9 groups")
        .contains("11 idle ones are folded away", "help tells what can be asked");
    assertThat(seen.indexOf("Deadlock")).isLessThan(seen.indexOf("1400 routines"));
  }

  @Test
  void asksUntilSomebodyHasHadEnough() throws Exception {
    String seen = typed("dumb", "keep state == 'select'\nsummary\nquit\nundo\n");

    assertThat(seen).contains("kept 487", "a: 487").doesNotContain("a: 1411");
    assertThat(session.hasEnded()).isTrue();
  }

  @Test
  void aLongAnswerStopsWhereTheScreenEnds() throws Exception {
    // the first page of what is on top, then the stack: enough of it at once
    String seen = typed("xterm", "qstack 3035\nqquit\n");

    assertThat(seen).contains("goroutine 3035", "space shows more");
    assertThat(seen).doesNotContain("created by");
  }

  private String typed(String type, String keys) throws Exception {
    var out = new ByteArrayOutputStream();
    try (var hand = new PipedOutputStream();
        var input = new PipedInputStream(hand);
        Terminal terminal =
            TerminalBuilder.builder().system(false).type(type).streams(input, out).build()) {
      hand.write(keys.getBytes(StandardCharsets.UTF_8));
      terminal.setSize(Size.of(120, 10));
      Screen.run(session, terminal);
      terminal.writer().println(LAST); // a pseudo terminal hands on what it is given a while later
      terminal.flush();
      await().until(() -> out.toString(StandardCharsets.UTF_8).contains(LAST));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void completesWordsFieldsAndWhatTheDumpHas() {
    assertThat(completed("gr")).containsExactly("groups");
    assertThat(completed("groups fu")).containsExactly("function");
    assertThat(completed("where sta")).containsExactly("state", "startsWith(");
    assertThat(completed("where state == 'sel")).containsExactly("'select'");
    assertThat(completed("keep idle || state == 'sync.RW"))
        .containsExactly("'sync.RWMutex.Lock'", "'sync.RWMutex.RLock'");
    assertThat(completed("a.de")).containsExactly("dedup()", "delete(\"");
    assertThat(completed("who ho")).containsExactly("holds");
    assertThat(completed("a.search(\"contains(trace, 'x') && fun")).isEmpty();
  }

  private List<String> completed(String line) {
    var typed = Typed.Reader.of(line, line.length());
    return new Completion(session)
        .candidates(typed)
        .filter(text -> text.startsWith(typed.word()))
        .toList();
  }
}
