package dev.stuckpod.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.ground.SearchPath;
import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What real shells make of the scripts; a program that is asked notes what it was asked. */
class ShellsTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void putAProgramThere() throws IOException {
    Path program = folder.resolve("stuckpod");
    Files.writeString(
        program,
        """
        #!/bin/sh
        printf '<%s>' "$@" > "$(dirname "$0")/asked"
        case "$*" in
          *diff*) printf 'hub-1\\tDeadlock\\n:0\\n' ;;
          *) printf 'hub-1\\tDeadlock, hub-7d9\\nhub-2\\n:4\\n' ;;
        esac
        """);
    program.toFile().setExecutable(true);
    Files.createSymbolicLink(folder.resolve("kubectl-stuckpod"), program);
    for (Script script : Script.values()) {
      Files.writeString(folder.resolve("script." + script), script.text());
    }
    Files.createDirectory(folder.resolve("empty"));
    Files.writeString(folder.resolve("empty/hub.txt"), "");
  }

  @Test
  void bashIsToldTheWords() throws Exception {
    assertThat(bash("stuckpod show -n chat h")).isEqualTo("hub-1 hub-2");
    assertThat(asked()).isEqualTo("<__complete><show><-n><chat><h>");
  }

  @Test
  void bashAsksWithAnEmptyWordAndWithWhatStandsBehindAnEqualsSign() throws Exception {
    assertThat(bash("stuckpod show ''")).isEqualTo("hub-1 hub-2");
    assertThat(asked()).isEqualTo("<__complete><show><>");

    bash("stuckpod list --output =");
    assertThat(asked()).isEqualTo("<__complete><list><--output><>");
  }

  @Test
  void bashOffersFilesBesideNamesWhereBothMayStand() throws Exception {
    assertThat(bash("stuckpod diff h")).isEqualTo("hub-1 hub.txt");
  }

  /** kubectl runs it with what stands behind the plugin's name. */
  @Test
  void kubectlAsksAProgramOfItsOwn() throws Exception {
    Path asks = Repository.root().resolve("kubectl_complete-stuckpod");

    assertThat(run(List.of(asks.toString(), "show", "")))
        .isEqualTo("hub-1\tDeadlock, hub-7d9\nhub-2\n:4");
    assertThat(asked()).isEqualTo("<__complete><show><>");
  }

  /** Upon {@code -Dshells=all}: it needs zsh. */
  @Test
  @EnabledIfSystemProperty(named = "shells", matches = "all")
  void zshShowsTheWordsWithWhatTheyAre() throws Exception {
    assertThat(SearchPath.find("zsh")).as("apt-get install zsh").isPresent();
    String shown =
        run(
            List.of(
                "zsh",
                "-f",
                "-c",
                """
                zmodload zsh/zpty
                zpty -b z zsh -f -i
                zpty -w z 'PS1=; autoload -U compinit; compinit -u -D; source ./script.zsh; stty columns 200'
                sleep 1; zpty -w -n z $'stuckpod show h\\t\\t'
                sleep 2; while zpty -r -t z line; do print -r -- $line; done
                """));
    assertThat(shown).contains("hub-1", "-- Deadlock, hub-7d9");
    assertThat(asked()).startsWith("<__complete><show><h");
  }

  /** Upon {@code -Dshells=all}: it needs fish. */
  @Test
  @EnabledIfSystemProperty(named = "shells", matches = "all")
  void fishShowsTheWordsWithWhatTheyAre() throws Exception {
    assertThat(SearchPath.find("fish")).as("apt-get install fish").isPresent();
    String shown =
        run(List.of("fish", "-N", "-c", "source script.fish; complete -C 'stuckpod show h'"));
    assertThat(shown).isEqualTo("hub-1\tDeadlock, hub-7d9\nhub-2");
    assertThat(asked()).isEqualTo("<__complete><show><h>");
  }

  private String bash(String typed) throws Exception {
    return run(
        List.of(
            "bash",
            "--norc",
            "-c",
            """
            source ./script.bash
            cd empty
            COMP_WORDS=(%s)
            COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
            _stuckpod_complete
            echo "${COMPREPLY[*]}"
            """
                .formatted(typed)));
  }

  private String asked() throws IOException {
    return Files.readString(folder.resolve("asked"));
  }

  private String run(List<String> command) throws Exception {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    Process shell = builder.start();
    shell.getOutputStream().close();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(output).isZero();
    return output.strip();
  }
}
