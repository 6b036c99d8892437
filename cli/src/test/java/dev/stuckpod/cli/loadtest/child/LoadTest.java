package dev.stuckpod.cli.loadtest.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.cli.loadtest.report.LoadFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes. */
class LoadTest {

  @TempDir private Path folder = Path.of("");

  private final CountDownLatch ended = new CountDownLatch(1);

  @ParameterizedTest
  @CsvSource({"exit 0, 0", "exit 99, 99", "kill -9 $$, 137", "kill -TERM $$, 143"})
  void itsCodeIsThatOfAShell(String script, int exit) throws Exception {
    Load load = start(script);
    ended.await();

    assertThat(load.hasEnded()).isTrue();
    LoadFacts facts = load.facts();
    assertThat(facts.exit()).isEqualTo(exit);
    assertThat(Objects.requireNonNull(facts.endedAt()))
        .isAfterOrEqualTo(Objects.requireNonNull(facts.startedAt()));
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
  void aSignalThatIsPassedOnEndsIt(Caught signal, int exit) throws Exception {
    Load load = start("touch begun; exec sleep 600");
    await().until(() -> Files.exists(folder.resolve("begun")));

    load.pass(signal);
    ended.await();

    assertThat(load.facts().exit()).isEqualTo(exit);
  }

  @Test
  void whatItDoesUponASignalIsItsOwnMatter() throws Exception {
    Load load =
        start("trap 'echo end > end; exit 7' INT; touch begun; while :; do sleep 0.05; done");
    await().until(() -> Files.exists(folder.resolve("begun")));

    load.pass(Caught.INT);
    ended.await();

    assertThat(load.facts().exit()).isEqualTo(7);
    assertThat(folder.resolve("end")).exists();
  }

  @Test
  void theThirdSignalKills() throws Exception {
    Load load = start("trap '' INT TERM; touch begun; while :; do sleep 0.05; done");
    await().until(() -> Files.exists(folder.resolve("begun")));

    load.pass(Caught.INT);
    load.pass(Caught.TERM);
    load.pass(Caught.INT);
    ended.await();

    assertThat(load.facts().exit()).isEqualTo(137);
  }

  @Test
  void whatIsNoProgramIsSaidAtOnce() throws Exception {
    Path file = Files.writeString(folder.resolve("load"), "no program");

    assertThatThrownBy(() -> Load.start(List.of(file.toString()), ended::countDown, () -> false))
        .isInstanceOf(IOException.class);
  }

  /** Ctrl-C has reached it already. */
  @Test
  void atATerminalAnInterruptIsNotGivenTwice() throws Exception {
    Load load =
        start(
            "trap 'exit 7' INT; trap 'exit 8' TERM; touch begun; while :; do sleep 0.05; done",
            true);
    await().until(() -> Files.exists(folder.resolve("begun")));

    load.pass(Caught.INT);
    load.pass(Caught.TERM);
    ended.await();

    assertThat(load.facts().exit()).isEqualTo(8);
  }

  private Load start(String script) throws IOException {
    return start(script, false);
  }

  private Load start(String script, boolean hasKeys) throws IOException {
    return Load.start(
        List.of(
            "env",
            "--default-signal=INT,TERM,HUP", // whatever the tests' own parent has made of them
            "sh",
            "-c",
            "cd '" + folder + "' || exit 1; " + script),
        ended::countDown,
        () -> hasKeys);
  }
}
