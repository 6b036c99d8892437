package dev.stuckpod.operator.notify.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.operator.notify.address.Address;
import dev.stuckpod.operator.notify.address.Addresses;
import dev.stuckpod.operator.notify.payload.Notification.OfPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, byte for byte; -Dgolden=write writes it anew. */
class PayloadTest {

  private static final Path GOLDEN =
      Path.of("src/test/resources/dev/stuckpod/operator/notify/payload");
  private static final Instant NOW = Instant.parse("2026-11-30T06:00:06Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MORE =
      """
      , "link": "https://stuckpod.example.com/{namespace}/{name}?pod={pod}"
      """;

  @ParameterizedTest
  @CsvSource({
    "webhook, deadlock",
    "slack, deadlock",
    "alertmanager, deadlock",
    "webhook, hostile",
    "slack, hostile",
    "alertmanager, hostile",
  })
  void isAsItIsKnown(String type, String kind) throws IOException {
    boolean isKnown = kind.equals("deadlock");
    DumpAnalysis analysis = isKnown ? Analyses.deadlock() : Analyses.hostile();
    Address address = address(type, isKnown ? MORE : "");
    OfPod pod = isKnown ? new OfPod("hub", "hub") : new OfPod(null, null);

    String payload = JSON.readTree(payload(analysis, address, pod)).toPrettyString() + "\n";

    Path golden = GOLDEN.resolve("%s-%s.json".formatted(type, kind));
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, payload);
    }
    assertThat(payload).isEqualTo(Files.readString(golden));
  }

  @Test
  void namesAlertsByTheSameLabelsHoweverOftenTheyAreSent() throws IOException {
    Address address =
        address("alertmanager", ", \"labels\": {\"severity\": \"page\"}, \"resolveAfter\": \"2h\"");
    OfPod pod = new OfPod("hub", "hub");
    DumpAnalysis analysis = Analyses.deadlock();
    JsonNode first = JSON.readTree(payload(analysis, address, pod)).get(0);
    Notification told = Notification.of(analysis, pod, null);
    JsonNode later = JSON.readTree(Payload.of(told, address, NOW.plusSeconds(60))).get(0);

    assertThat(later.get("labels")).isEqualTo(first.get("labels"));
    assertThat(later.get("startsAt")).isEqualTo(first.get("startsAt"));
    assertThat(first.at("/labels/severity").asText()).isEqualTo("page");
    assertThat(first.at("/endsAt").asText()).isEqualTo("2026-11-30T08:00:06Z");
  }

  /** An Alertmanager refuses an alert that starts after its end. */
  @Test
  void anAlertDoesNotStartInTheFuture() throws IOException {
    JsonNode alert =
        JSON.readTree(
                Payload.of(
                    Notification.of(Analyses.deadlock(), new OfPod(null, null), null),
                    address("alertmanager", ""),
                    Instant.parse("2020-01-01T00:00:00Z")))
            .get(0);

    assertThat(alert.at("/startsAt").asText()).isEqualTo("2020-01-01T00:00:00Z");
  }

  @Test
  void aMessageIsShortHoweverLongACauseIs() throws IOException {
    DumpAnalysis analysis = Analyses.deadlock();
    analysis.setStatus(
        DumpAnalysisStatusBuilder.builder(analysis.getStatus()).cause("<".repeat(1024)).build());

    JsonNode message =
        JSON.readTree(payload(analysis, address("slack", ""), new OfPod(null, null)));

    assertThat(message.get("text").asText()).hasSizeLessThan(5000).contains("&lt;…```");
  }

  /** It stands in an owner reference, which the API server takes with any text. */
  @ParameterizedTest
  @ValueSource(strings = {"webhook", "slack", "alertmanager"})
  void aWorkloadsNameIsOneShortLineOfCode(String type) throws IOException {
    var pod = new OfPod("hub", "hub\n\n@channel *https://evil.example* ```" + "x".repeat(100_000));

    String text = JSON.readTree(payload(Analyses.deadlock(), address(type, ""), pod)).toString();

    assertThat(text).hasSizeLessThan(4000).contains("hub").doesNotContain("hub\\n");
    if (type.equals("slack")) {
      assertThat(text).contains("@channel *https://evil.example* '''xxx");
    }
  }

  private static String payload(DumpAnalysis analysis, Address address, OfPod pod) {
    var meta = analysis.getMetadata();
    @Nullable String link =
        address
            .linkTo(meta.getNamespace(), meta.getName(), analysis.getSpec().podName())
            .orElse(null);
    return Payload.of(Notification.of(analysis, pod, link), address, NOW);
  }

  private static Address address(String type, String more) {
    return Addresses.read(
            """
            [{"name": "oncall", "type": "%s", "url": "https://example.com/hook"%s}]
            """
                .formatted(type, more))
        .getFirst();
  }
}
