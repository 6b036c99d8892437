package dev.stuckpod.operator.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.operator.network.Barriers;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.LockKind;
import dev.stuckpod.protocol.Reason;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is in a sidecar's place may answer what he likes, as much as he likes. */
class SidecarClientTest {

  private static final int MIB = 1 << 20;

  @Test
  void anAnswerIsReadToItsBoundAndRefusedWithAReason() throws IOException {
    try (var server = new MockWebServer()) {
      server.start();
      var client = new SidecarClient(new OkHttpClient(), server.url("/"), "hub-0", Optional::empty);
      server.enqueue(answer(200, "{\"version\":\"" + "x".repeat(2 * MIB) + "\"}"));
      server.enqueue(answer(200, "[".repeat(64 * MIB)));
      server.enqueue(answer(500, "no".repeat(MIB)));

      assertThatThrownBy(client::status)
          .isInstanceOf(SidecarException.class)
          .hasMessageContaining("its answer is longer than 1024 KiB");
      assertThatThrownBy(() -> client.processes("abc"))
          .isInstanceOf(SidecarException.class)
          .hasMessageContaining("its answer is longer than 1024 KiB");
      assertThatThrownBy(() -> client.result("a"))
          .isInstanceOf(SidecarException.class)
          .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(500));
    }
  }

  private static final String GLANCE =
      "{\"pid\":7,\"startTime\":42,\"runtime\":\"go\",\"atNanos\":9,\"tookNanos\":1,\"sinceNanos\":0,%s}";

  @Test
  void aGlanceIsReadAndItsTextsAreFitToBeShown() throws Exception {
    Glance glance =
        glance(
            200,
            GLANCE.formatted(
                "\"runtimeVersion\":\"go1.26\\u001b[31m\",\"goroutines\":{\"count\":3,\"states\":"
                    + "[{\"state\":\"select\\u202e\",\"count\":3}],\"waiters\":"
                    + "[{\"kind\":\"Mutex\",\"count\":2,\"notRun\":1,\"oldestGlances\":2}]}"));

    assertThat(glance.runtimeVersion()).isEqualTo("go1.26\ufffd[31m");
    assertThat(Objects.requireNonNull(glance.goroutines()).states())
        .containsExactly(new Glance.State("select\ufffd", 3));
    assertThat(glance.goroutines().waiters())
        .containsExactly(new Glance.Waiters(LockKind.Mutex, 2, 0, 1, 0, 0, 2, null));
  }

  @Test
  void aSidecarFromBeforeGlancesRefuses() throws Exception {
    Glance glance = glance(404, "no such path\n");

    assertThat(glance.refusal()).isEqualTo(Reason.Failed);
    assertThat(glance.message())
        .isEqualTo(
            "The sidecar of pod hub-0 is too old to glance: restart the pod to give it a new one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[]",
        "\"glance\"",
        "{\"pid\":8,\"startTime\":42,\"runtime\":\"go\",\"threads\":{\"count\":1}}",
        "{\"pid\":7,\"startTime\":42,\"runtime\":\"go\"}",
        "{\"pid\":7,\"startTime\":42,\"runtime\":\"go\",\"threads\":[]}",
        "{\"pid\":7,\"startTime\":42,\"runtime\":\"go\",\"threads\":{\"count\":\"many\"}}",
        "{\"pid\":7,\"startTime\":42,\"runtime\":\"go\",\"threads\":{\"count\":-1}}",
        "{\"pid\":7,\"startTime\":42,\"runtime\":\"go\",\"threads\":{\"count\":1,\"still\":2}}",
        "{\"pid\":7,\"startTime\":42,\"runtime\":\"go\",\"goroutines\":{\"waiters\":7}}",
        "{\"pid\":7,\"startTime\":42,\"runtime\":\"go\",\"refusal\":\"YamaForbids\"}",
      })
  void aGlanceThatMakesNoSenseIsNone(String body) {
    assertThatThrownBy(() -> glance(200, body)).isInstanceOf(SidecarException.class);
  }

  @Test
  void aGlanceOfMoreThanItsBoundIsNotRead() {
    String states = "{\"state\":\"x\",\"count\":0},".repeat(4000) + "{\"state\":\"x\",\"count\":0}";

    assertThatThrownBy(
            () -> glance(200, GLANCE.formatted("\"goroutines\":{\"states\":[" + states + "]}")))
        .isInstanceOf(SidecarException.class)
        .hasMessageContaining("its answer is longer than 64 KiB");
  }

  @Test
  void whereNobodyIsReachedTheNetworkPolicyInTheWayIsNamed() throws IOException {
    HttpUrl nobody;
    try (var server = new MockWebServer()) {
      server.start();
      nobody = server.url("/");
    }
    Barriers.Known deny = new Barriers.Known(true, "NetworkPolicy deny selects this pod: admit.");
    Barriers.Known unread = new Barriers.Known(false, "the operator may not look");

    assertThatThrownBy(() -> at(nobody, Optional.of(deny)).status())
        .isInstanceOfSatisfying(
            SidecarException.class,
            e -> {
              assertThat(e.answer()).isEqualTo(SidecarException.Answer.Forbidden);
              assertThat(e.sentence())
                  .endsWith("): NetworkPolicy deny selects this pod: admit.")
                  .doesNotContain("kubectl logs");
            });
    assertThatThrownBy(() -> at(nobody, Optional.of(unread)).status())
        .isInstanceOfSatisfying(
            SidecarException.class,
            e -> {
              assertThat(e.answer()).isEqualTo(SidecarException.Answer.None);
              assertThat(e.sentence())
                  .endsWith("see 'kubectl logs hub-0 -c stuckpod'; the operator may not look");
            });
    assertThatThrownBy(() -> at(nobody, Optional.empty()).status())
        .hasMessageEndingWith("see 'kubectl logs hub-0 -c stuckpod' and network policies");
  }

  /** Then it is not the network, whatever policies there are. */
  @Test
  void whereSomethingAnswersNoNetworkPolicyIsLookedAt() throws IOException {
    try (var server = new MockWebServer()) {
      server.start();
      server.enqueue(answer(200, "null"));
      var client =
          new SidecarClient(
              new OkHttpClient(),
              server.url("/"),
              "hub-0",
              () -> {
                throw new AssertionError("looked");
              });
      assertThatThrownBy(client::status)
          .isInstanceOfSatisfying(
              SidecarException.class,
              e -> assertThat(e.answer()).isEqualTo(SidecarException.Answer.SomeOrNotAsked));
    }
  }

  private static SidecarClient at(HttpUrl where, Optional<Barriers.Known> barrier) {
    return new SidecarClient(new OkHttpClient(), where, "hub-0", () -> barrier);
  }

  private static Glance glance(int code, String body) throws IOException, SidecarException {
    try (var server = new MockWebServer()) {
      server.start();
      server.enqueue(answer(code, body));
      return new SidecarClient(new OkHttpClient(), server.url("/"), "hub-0", Optional::empty)
          .glance(new GlanceRequest("abc", 7, 42));
    }
  }

  private static MockResponse answer(int code, String body) {
    return new MockResponse.Builder()
        .code(code)
        .setHeader("Content-Type", "application/json")
        .body(new Buffer().writeUtf8(body))
        .build();
  }
}
