package dev.stuckpod.sidecar.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real volume that is really full, or cannot be written: a tmpfs in a namespace of its own. */
class SmallVolumeIT {

  @TempDir Path folder;

  @Test
  void aFullOneIsSaidByItsNameUntilADumpFits() throws Exception {
    List<String> said = run("size=1m");

    assertThat(said.get(0)).isEqualTo("before: none");
    assertThat(said.get(1))
        .startsWith("SpoolException: ")
        .contains("spool " + folder, "No space left on device");
    assertThat(said.get(2)).contains("spool " + folder, "too little room");
    assertThat(said.get(3)).endsWith("none");
  }

  @Test
  void oneThatCannotBeWrittenIsSaidByItsName() throws Exception {
    assertThat(run("ro").getFirst())
        .contains("before: ", "spool " + folder, "Read-only file system");
  }

  private List<String> run(String options) throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o $1 none $2 && exec $3 -cp $4 $5 $2",
                "sh",
                options,
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                SmallVolume.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    program.waitFor();
    return said.lines().toList();
  }
}
