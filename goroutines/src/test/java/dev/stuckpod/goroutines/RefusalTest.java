package dev.stuckpod.goroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stuckpod.proc.ProcStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalTest {

  private static final ProcStatus APP = status(65532, 65532, 0);

  @TempDir Path proc;

  @Test
  void anotherUserComesFirst() {
    assertThat(why(status(0, 0, -1), APP, 1, false))
        .isEqualTo(
            "OTHER_USER: The process runs as user 65532 and the reader as user 0: let the reader"
                + " run as the same user.");
    var changed =
        new ProcStatus(List.of(65532L, 65532L, 0L, 65532L), APP.gids(), 1, 0, 0, 0, false);
    assertThat(why(APP, changed, 0, false)).startsWith("OTHER_USER");
  }

  @Test
  void thenAnotherGroup() {
    assertThat(why(status(65532, 1000, 0), status(65532, 65532, 1), 1, false))
        .startsWith("OTHER_GROUP: The process runs in group 65532 and the reader in group 1000");
  }

  @Test
  void thenCapabilitiesThatTheReaderHasNot() {
    assertThat(why(status(65532, 65532, 1), status(65532, 65532, 0x100000000401L), 1, false))
        .startsWith("MORE_CAPABILITIES")
        .contains("(NET_BIND_SERVICE, number 44)");
  }

  @Test
  void thenTheProcessItself() {
    assertThat(why(APP, APP, 1, false)).startsWith("NOT_DUMPABLE");
  }

  @Test
  void yamaForbidsTheMemoryAlone() {
    assertThat(why(APP, APP, 1, true)).startsWith("YAMA").contains("ptrace_scope is 1", "CAP_SYS");
    assertThat(why(APP, APP, 3, true)).startsWith("YAMA").contains("cannot be changed");
  }

  @Test
  void elseItIsAnotherModule() {
    assertThat(why(APP, APP, 0, true)).startsWith("UNREADABLE").contains("SELinux");
  }

  @Test
  void aZombieIsGone() {
    assertThat(why(APP, new ProcStatus(APP.uids(), APP.gids(), 1, 0, 0, 0, true), 1, false))
        .startsWith("GONE");
  }

  @Test
  void whatIsNotThereIsGone() {
    assertThat(open()).isEqualTo("GONE: The process has ended: name one that runs.");
  }

  @Test
  void whatIsNoGoProgramIsSaidToBeNone() throws IOException {
    Path app = Files.createDirectory(proc.resolve("7"));
    Files.writeString(app.resolve("stat"), "7 (a) b) S 1" + " 0".repeat(30));
    Files.writeString(app.resolve("status"), "State:\tS (sleeping)");
    Files.write(app.resolve("auxv"), new byte[16]);
    Files.write(app.resolve("mem"), new byte[16]);
    Files.writeString(app.resolve("exe"), "#!/bin/sh");

    assertThat(open()).startsWith("NOT_GO");
  }

  private String open() {
    UnreadableException refused =
        catchThrowableOfType(
            UnreadableException.class, () -> LiveProcess.open(proc.resolve("7")).close());
    return refused.obstacle() + ": " + refused.getMessage();
  }

  private static String why(ProcStatus self, ProcStatus target, int yama, boolean mayLook) {
    UnreadableException why = new Refusal(self, target, yama, mayLook).why();
    assertThat(why.getMessage()).endsWith(".").doesNotContain("\n");
    return why.obstacle() + ": " + why.getMessage();
  }

  private static ProcStatus status(long uid, long gid, long capabilities) {
    return ProcStatus.of(uid, gid, 1, 0, capabilities);
  }
}
