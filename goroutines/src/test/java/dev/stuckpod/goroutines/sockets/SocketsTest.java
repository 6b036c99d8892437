package dev.stuckpod.goroutines.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketsTest {

  private static final String LINE =
      "   0: 0300000A:C822 0700000A:1538 01 00000000:00000000 00:00000000 00000000 0 0 13 1 0\n";

  @TempDir Path process;

  @BeforeEach
  void makeFolders() throws IOException {
    Files.createDirectories(process.resolve("fd"));
    Files.createDirectories(process.resolve("net"));
  }

  @Test
  void aDescriptorIsFollowedToItsSocketOnly() throws IOException {
    link(3, "socket:[13]");
    link(4, "pipe:[13]");
    link(5, "socket:[99999999999999999999]");
    link(6, "/tmp/socket:[13]");
    Files.writeString(process.resolve("fd/7"), "socket:[13]");
    Sockets sockets = new Sockets(process);

    assertThat(sockets.at(3)).isEqualTo(13);
    assertThat(sockets.at(4)).isZero();
    assertThat(sockets.at(5)).isZero();
    assertThat(sockets.at(6)).isZero();
    assertThat(sockets.at(7)).as("no link").isZero();
    assertThat(sockets.at(8)).as("not there").isZero();
  }

  @Test
  void theTablesAreReadOnce() throws IOException {
    Path tcp = process.resolve("net/tcp");
    Files.writeString(tcp, LINE);
    Sockets sockets = new Sockets(process);

    assertThat(sockets.say(13)).isEqualTo("tcp 10.0.0.3:51234 to 10.0.0.7:5432");
    Files.writeString(tcp, LINE.replace(" 13 ", " 14 "));
    assertThat(sockets.say(13)).isNotNull();
    assertThat(sockets.say(14)).isNull();
    assertThat(new Sockets(process).say(14)).isNotNull();
  }

  @Test
  void whereATableCannotBeReadTheOthersAre() throws IOException {
    Files.createDirectories(process.resolve("net/tcp6"));
    Files.writeString(process.resolve("net/udp"), LINE);

    assertThat(new Sockets(process).say(13)).isEqualTo("udp 10.0.0.3:51234 to 10.0.0.7:5432");
    assertThat(new Sockets(process.resolve("gone")).say(13)).isNull();
  }

  private void link(int descriptor, String to) throws IOException {
    Files.createSymbolicLink(process.resolve("fd/" + descriptor), Path.of(to));
  }
}
