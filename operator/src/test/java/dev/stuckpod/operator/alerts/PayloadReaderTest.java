package dev.stuckpod.operator.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stuckpod.operator.alerts.Refused.Why;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadReaderTest {

  private static final Map<String, String> TILL =
      Map.of("alertname", "NothingMoves", "namespace", "shop", "pod", "till-0");

  @Test
  void readsWhatAlertmanagerWrites() throws Exception {
    Payload payload =
        read(
            Payloads.of(
                3,
                Payloads.firing("00ff00ff00ff00ff", "2026-01-15T13:00:00.5+01:00", TILL),
                Payloads.alert("resolved", "11ff00ff00ff00ff", "2026-01-15T12:00:00Z", TILL)));

    assertThat(payload.truncated()).isEqualTo(3);
    assertThat(payload.alerts()).extracting(Alert::firing).containsExactly(true, false);
    assertThat(payload.alerts().getFirst())
        .isEqualTo(
            new Alert(
                true,
                "00ff00ff00ff00ff",
                Instant.parse("2026-01-15T12:00:00.5Z"),
                TILL,
                "No request has ended"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"4\"",
        "{",
        "{}",
        "{\"version\": \"4\"}",
        "{\"version\": 4, \"alerts\": []}",
        "{\"version\": \"3\", \"alerts\": []}",
        "{\"alerts\": []}",
        "{\"version\": \"4\", \"alerts\": {}}",
        "{\"version\": \"4\", \"alerts\": [7]}",
        "{\"version\": \"4\", \"alerts\": [null]}",
        "{\"version\": \"4\", \"alerts\": [{}]}",
        "{\"version\": \"4\", \"alerts\": []} {}",
        "{\"version\": \"4\", \"alerts\": [], \"truncatedAlerts\": \"many\"}",
        "{\"version\": \"4\", \"alerts\": [{\"status\": \"firing\", \"labels\": []}]}",
        "{\"version\": \"4\", \"alerts\": [{\"status\": \"firing\", \"labels\": {\"pod\": 1}}]}",
        "{\"version\": \"4\", \"alerts\": [{\"status\": \"firing\", \"labels\": {\"pod\": {}}}]}",
      })
  void refusesWhatIsNoPayloadOfVersion4(String text) {
    Refused refused = refused(bytes(text));

    assertThat(refused.why()).isEqualTo(Why.NotVersion4);
    assertThat(refused).hasMessageContaining("version 4").hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "status, silenced",
    "fingerprint, ''",
    "fingerprint, 'a/b'",
    "startsAt, ''",
    "startsAt, yesterday",
  })
  void refusesAnAlertThatAlertmanagerWouldNotSend(String field, String value) {
    ObjectNode alert = Payloads.firing("00ff", "2026-01-15T12:00:00Z", TILL).put(field, value);

    assertThat(refused(bytes(Payloads.of(alert))).why()).isEqualTo(Why.NotVersion4);
  }

  @Test
  void readsSoManyAlertsAndCountsTheOthers() throws Exception {
    ObjectNode[] many =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Payloads.firing("f" + i, "2026-01-15T12:00:00Z", TILL))
            .toArray(ObjectNode[]::new);

    Payload payload = read(Payloads.of(5, many));

    assertThat(payload.alerts()).hasSize(PayloadReader.MOST_ALERTS);
    assertThat(payload.truncated()).isEqualTo(10_005 - PayloadReader.MOST_ALERTS);
  }

  @Test
  void readsNoMoreThanABound() {
    var many = new Endless("{\"version\": \"4\", \"alerts\": [],", "\"a\": \"aaaaaaaaaaaaaaaa\",");

    assertThat(refused(many).why()).isEqualTo(Why.TooLarge);
    assertThat(many.given).isLessThan(PayloadReader.MOST_BYTES + (64 << 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesDepth(String opening) {
    String deep = "{\"version\": \"4\", \"annotations\": " + opening.repeat(100_000);

    assertThat(refused(bytes(deep)).why()).isEqualTo(Why.TooLarge);
  }

  @Test
  void refusesOneTextOfManyMegabytes() {
    var text =
        new SequenceInputStream(
            bytes("{\"version\": \"4\", \"groupKey\": \""), new Endless("", "aaaaaaaaaaaaaaaa"));

    assertThat(refused(text).why()).isEqualTo(Why.TooLarge);
  }

  @Test
  void cutsWhatIsKept() throws Exception {
    Map<String, String> labels = Map.of("pod", "a".repeat(100_000));

    Payload payload = read(Payloads.of(Payloads.firing("f", "2026-01-15T12:00:00Z", labels)));

    assertThat(payload.alerts().getFirst().labels().get("pod")).hasSize(512);
  }

  @Test
  void keepsSomeLabels() throws Exception {
    var labels = new HashMap<String, String>();
    IntStream.range(0, 1_000).forEach(i -> labels.put("label" + i, "value"));

    Payload payload = read(Payloads.of(Payloads.firing("f", "2026-01-15T12:00:00Z", labels)));

    assertThat(payload.alerts().getFirst().labels()).hasSize(64);
  }

  @Test
  void keepsSoManyLabelsOfAllAlertsAndCountsTheOthers() throws Exception {
    var labels = new HashMap<String, String>();
    IntStream.range(0, 64).forEach(i -> labels.put("a" + i, ""));
    ObjectNode[] many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> Payloads.firing("f" + i, "2026-01-15T12:00:00Z", labels))
            .toArray(ObjectNode[]::new);

    Payload payload = read(Payloads.of(many));

    assertThat(payload.alerts()).hasSize(PayloadReader.MOST_KEPT / 64);
    assertThat(payload.truncated()).isEqualTo(1_000 - PayloadReader.MOST_KEPT / 64);
  }

  @Test
  void takesAnyNumberOfTruncatedAlerts() throws Exception {
    for (String number : List.of("18446744073709551615", "-1")) {
      Payload payload =
          read("{\"version\": \"4\", \"alerts\": [], \"truncatedAlerts\": " + number + "}");
      assertThat(payload.truncated()).isBetween(0L, (long) Integer.MAX_VALUE);
    }
  }

  private static Payload read(String text) throws Exception {
    return PayloadReader.read(bytes(text));
  }

  private static Refused refused(InputStream body) {
    return catchThrowableOfType(Refused.class, () -> PayloadReader.read(body));
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Says the same again and again. */
  private static final class Endless extends InputStream {
    private final byte[] first;
    private final byte[] again;
    private int given;

    Endless(String first, String again) {
      this.first = first.getBytes(StandardCharsets.UTF_8);
      this.again = again.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      int at = given++;
      return at < first.length ? first[at] : again[(at - first.length) % again.length];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      for (int i = 0; i < length; i++) {
        bytes[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
