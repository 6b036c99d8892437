package dev.stuckpod.goroutines.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTableTest {

  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";
  private static final String UNIX_HEAD =
      "Num       RefCount Protocol Flags    Type St Inode Path\n";
  private static final String LISTENS = inet("0100007F:1F90", "00000000:0000", "0A", 11);
  private static final String CALLED = inet("0100007F:1F90", "0100007F:C822", "01", 12);
  private static final String CALLS = inet("0300000A:C822", "0700000A:1538", "01", 13);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "11 | tcp 127.0.0.1:8080, listening",
        "12 | tcp 127.0.0.1:8080 from 127.0.0.1:51234",
        "13 | tcp 10.0.0.3:51234 to 10.0.0.7:5432",
        "14 | tcp 10.0.0.3:51235 to 10.0.0.7:5432, connecting",
        "15 | tcp [::]:8080, listening",
        "16 | tcp 127.0.0.1:8080 from 127.0.0.1:51236",
        "17 | tcp [2001:db8::1]:51234 to [2001:db8:0:1::2:7]:5432",
        "18 | udp 0.0.0.0:53",
        "19 | udp 10.0.0.3:40000 to 10.0.0.10:53",
        "4294967295 | unix @abstract",
        "21 | unix /run/app.sock, listening",
        "22 | unix, unnamed",
        "23 | unix /run/a?b",
      })
  void aSocketIsToldWithItsAddresses(long number, String said) throws IOException {
    var table = new SocketTable();
    table.add(
        Protocol.TCP,
        of(HEAD, LISTENS, CALLED, CALLS, inet("0300000A:C823", "0700000A:1538", "02", 14)));
    table.add(
        Protocol.TCP_6,
        of(
            HEAD,
            inet("0".repeat(32) + ":1F90", "0".repeat(32) + ":0000", "0A", 15),
            inet(
                "0000000000000000FFFF00000100007F:1F90",
                "0000000000000000FFFF00000100007F:C824",
                "01",
                16),
            inet(
                "B80D0120000000000000000001000000:C822",
                "B80D0120010000000000000007000200:1538",
                "01",
                17)));
    table.add(
        Protocol.UDP,
        of(
            HEAD,
            inet("00000000:0035", "00000000:0000", "07", 18),
            inet("0300000A:9C40", "0A00000A:0035", "01", 19)));
    table.add(
        Protocol.UNIX,
        of(
            UNIX_HEAD,
            unix("00000000", 4294967295L, " @abstract"),
            unix("00010000", 21, " /run/app.sock"),
            unix("00000000", 22, ""),
            unix("00000000", 23, " /run/a\u001bb")));

    assertThat(table.say(number)).isEqualTo(said);
    assertThat(table.say(20)).as("one that is in no table").isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "   0: 0300000A:C822 0700000A:1538 01\n",
        "   0: 0300000A:C822 0700000A:1538 01 00000000:00000000 00:00000000 00000000 0 0 x 1 \n",
        "   0: 0300000A:C822 0700000A:1538 01 0:0 0:0 0 0 0 99999999999999999999 1 0 20 4 30\n",
        "   0: 0300000A:C822 07000000000A:1538 01 0:0 0:0 0 0 0 13 1 0\n",
        "   0: 0300000AC822 0700000A:1538 01 0:0 0:0 0 0 0 13 1 0\n",
        "-1: 0300000A:C822 0700000A:1538 01 0:0 0:0 0 0 0 13 1 0\n",
        "   0: 0300000A:C822 0700000A:15388 01 0:0 0:0 0 0 0 13 1 0\n",
        "   0: 0300000a:c822 0700000a:1538 01 0:0 0:0 0 0 0 13 1 0\n",
      })
  void whatIsNoLineOfTheTableIsPassedOver(String line) throws IOException {
    assertThat(say(Protocol.TCP, HEAD + line, 13)).isNull();
    assertThat(say(Protocol.TCP_6, HEAD + line, 13)).isNull();
    assertThat(say(Protocol.UNIX, UNIX_HEAD + line, 13)).isNull();
    assertThat(say(Protocol.TCP, HEAD + line + CALLS, 13))
        .isEqualTo("tcp 10.0.0.3:51234 to 10.0.0.7:5432");
  }

  @Test
  void whatNoProcessHasAnyMoreIsNotKept() throws IOException {
    String timeWait = inet("0300000A:C822", "0700000A:1538", "06", 0);

    assertThat(say(Protocol.TCP, HEAD + timeWait, 0)).isNull();
  }

  @Test
  void aLineThatBreaksOffIsNotBelieved() throws IOException {
    assertThat(say(Protocol.TCP, HEAD + CALLS.substring(0, CALLS.length() - 1), 13)).isNull();
  }

  @Test
  void anEndlessLineCostsNothingButItself() throws IOException {
    String endless = unix("00000000", 13, " /" + "x".repeat(1 << 16));

    assertThat(say(Protocol.UNIX, UNIX_HEAD + endless, 13)).isNull();
    assertThat(say(Protocol.UNIX, UNIX_HEAD + endless + unix("00000000", 13, " /a"), 13))
        .isEqualTo("unix /a");
  }

  @Test
  void aNameThatLooksLikeALineChangesNothingOfOthers() throws IOException {
    String forged = unix("00000000", 30, " /x\n" + unix("00000000", 13, " /forged"));
    var table = new SocketTable();
    table.add(Protocol.TCP, of(HEAD, CALLS));
    table.add(
        Protocol.UNIX,
        of(
            UNIX_HEAD,
            forged,
            unix("00000000", 40, " /own\n" + unix("00000000", 41, " /not-41")),
            unix("00000000", 41, " /forty-one"),
            unix("00000000", 42, " /x\n" + CALLED)));

    assertThat(table.say(13)).as("of TCP").isEqualTo("tcp 10.0.0.3:51234 to 10.0.0.7:5432");
    assertThat(table.say(41)).as("two lines of one socket").isNull();
    assertThat(table.say(12)).as("of another table").isNull();
  }

  @Test
  void aSocketThatChangedWhileTheTableWasReadIsNotTold() throws IOException {
    String other = inet("0300000A:C822", "0800000A:1538", "01", 13);

    assertThat(say(Protocol.TCP, HEAD + CALLS + CALLS, 13)).isNotNull();
    assertThat(say(Protocol.TCP, HEAD + CALLS + other, 13)).isNull();
  }

  @Test
  void noMoreLinesAreReadThanThereIsRoomFor() throws IOException {
    var text = new StringBuilder(HEAD);
    for (int i = 1; i <= SocketTable.MOST_LINES + 10; i++) {
      text.append(inet("0300000A:C822", "0700000A:1538", "01", i));
    }
    var table = new SocketTable();
    table.add(Protocol.TCP, of(text.toString()));
    table.add(Protocol.UDP, of(HEAD, inet("0300000A:C822", "0700000A:1538", "01", 60_000)));

    assertThat(table.say(1)).isNotNull();
    assertThat(table.say(SocketTable.MOST_LINES - 1)).isNotNull();
    assertThat(table.say(SocketTable.MOST_LINES)).as("the first line is the head").isNull();
    assertThat(table.say(60_000)).isNull();
  }

  private static @Nullable String say(Protocol protocol, String text, long number)
      throws IOException {
    var table = new SocketTable();
    table.add(protocol, of(text));
    return table.say(number);
  }

  private static String inet(String local, String remote, String state, long number) {
    return "   0: %s %s %s 00000000:00000000 00:00000000 00000000  1000        0 %d 1 0 20 4 30 10\n"
        .formatted(local, remote, state, number);
  }

  private static String unix(String flags, long number, String name) {
    return "0000000000000000: 00000002 00000000 %s 0001 03 %5d%s\n".formatted(flags, number, name);
  }

  private static ByteArrayInputStream of(String... lines) {
    return new ByteArrayInputStream(String.join("", lines).getBytes(StandardCharsets.ISO_8859_1));
  }
}
