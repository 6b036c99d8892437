package dev.stuckpod.operator.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.roster.SlimPods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

/** Of an answer what is read of it is taken, and nothing else, whatever it is made of. */
class NeededOfAnswersTest {

  private static final String PODS = "/api/v1/pods";
  private static final String ANALYSES = "/apis/stuckpod.dev/v1alpha1/dumpanalyses";
  private static final String LARGE = "x".repeat(100_000);

  private static final String POD =
      """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"hub-0","namespace":"shop","uid":"u1",
        "resourceVersion":"7","labels":{"app":"hub"},"creationTimestamp":"2026-01-01T00:00:00Z",
        "annotations":{"large":"%s","kubectl.kubernetes.io/default-container":"app",
          "stuckpod.dev/not-injected":"RootApp: it runs as root"},
        "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"hub","uid":"rs","controller":true}],
        "managedFields":[{"manager":"kubelet","operation":"Update","fieldsV1":{"f:status":{}}}]},
       "spec":{"nodeName":"n1","hostNetwork":true,"volumes":[{"name":"v","emptyDir":{}}],"securityContext":{"runAsUser":7},
        "initContainers":[{"name":"stuckpod","image":"s:1","restartPolicy":"Always","securityContext":{"runAsGroup":1001},
          "env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}},{"name":"STUCKPOD_PORT","value":"7444"}]}],
        "containers":[{"name":"app","image":"hub:1","ports":[{"containerPort":8080,"protocol":"TCP"}],
          "resources":{"limits":{"cpu":"2","memory":"1Gi"},"requests":{"cpu":"1"}},
          "env":[{"name":"SECRET","value":"do not keep"}]}]},
       "status":{"phase":"Running","podIP":"10.0.0.1","hostIPs":[{"ip":"10.0.0.9"}],
        "conditions":[{"type":"Ready","status":"True","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}],
        "initContainerStatuses":[{"name":"stuckpod","containerID":"containerd://s","ready":true,"restartCount":0,
          "state":{"running":{"startedAt":"2026-01-01T00:00:00Z"}}}],
        "containerStatuses":[{"name":"app","containerID":"containerd://a","ready":true,"restartCount":2,"imageID":"x",
          "resources":{"limits":{"cpu":"1500m","memory":"1Gi"},"requests":{"cpu":"1"}},
          "lastState":{"terminated":{"exitCode":2,"message":"long","containerID":"containerd://b"}},
          "state":{"waiting":{"reason":"CrashLoopBackOff","message":"so it is"}}}]}}
      """
          .formatted(LARGE);

  private static final String ANALYSIS =
      """
      {"apiVersion":"stuckpod.dev/v1alpha1","kind":"DumpAnalysis","metadata":{"name":"a","namespace":"shop","uid":"u",
       "resourceVersion":"8","generation":2,"creationTimestamp":"2026-01-01T00:00:00Z","labels":{"l":"1"},
       "annotations":{"a":"%s"},"finalizers":["f"]},
       "spec":{"podName":"hub","trigger":{"policy":"p","rule":"r"}},
       "status":{"conditions":[{"type":"Captured","reason":"Complete","message":"m"}],"alsoMatched":["q"],
        "storedBytes":12,"dumps":[{"bytes":3,"sha256":"s"}],"summary":"%s",
        "workload":"Deployment/hub","image":"hub:1","signature":{"hash":"aa","text":"Deadlock"},
        "occurrences":2,"lastSeen":"2026-01-02T00:00:00Z",
        "seenIn":[{"analysis":"b","pod":"hub-1","by":"p/r","at":"2026-01-02T00:00:00Z"}]}}
      """
          .formatted(LARGE, LARGE);

  @Test
  void whatIsReadOfAPodIsTaken() throws IOException {
    var json = SlimPods.serialization();

    String taken = taken(PODS, list(POD, POD));

    JsonNode items = new ObjectMapper().readTree(taken).get("items");
    assertThat(items).hasSize(2);
    for (JsonNode item : items) {
      assertThat(PodView.of(json.unmarshal(item.toString(), Pod.class)))
          .isEqualTo(PodView.of(json.unmarshal(POD, Pod.class)));
    }
    assertThat(taken).hasSizeLessThan(3_000);
  }

  @Test
  void whatAContainerMayUseIsTaken() throws IOException {
    JsonNode taken = new ObjectMapper().readTree(taken(PODS + "/a", POD));

    assertThat(taken.at("/spec/containers/0/resources"))
        .hasToString("{\"limits\":{\"cpu\":\"2\"}}");
    assertThat(taken.at("/status/containerStatuses/0/resources"))
        .hasToString("{\"limits\":{\"cpu\":\"1500m\"}}");
  }

  /** By it a container's log is found that has been replaced. */
  @Test
  void whichContainerWasBeforeIsTaken() throws IOException {
    Pod pod = Serialization.unmarshal(taken(PODS + "/a", POD), Pod.class);

    var last = pod.getStatus().getContainerStatuses().getFirst().getLastState().getTerminated();
    assertThat(last.getContainerID()).isEqualTo("containerd://b");
    assertThat(last.getMessage()).isNull();
  }

  /** By it is known whose other ports at its address are. */
  @Test
  void whetherItIsOnItsNodesNetworkIsTaken() throws IOException {
    Pod pod = Serialization.unmarshal(taken(PODS + "/a", POD), Pod.class);

    assertThat(pod.getSpec().getHostNetwork()).isTrue();
  }

  @Test
  void whatIsWatchedOfAnAnalysisIsTakenOfAList() throws IOException {
    String taken = taken(ANALYSES, list(ANALYSIS));

    String item = new ObjectMapper().readTree(taken).get("items").get(0).toString();
    assertThat(Serialization.asJson(Serialization.unmarshal(item, AnalysisView.class)))
        .isEqualTo(Serialization.asJson(Serialization.unmarshal(ANALYSIS, AnalysisView.class)))
        .contains("Deployment/hub", "aa", "p/r", "2026-01-02");
    assertThat(taken).hasSizeLessThan(1_000);
  }

  @Test
  void whoIsToBeToldOfAnAnalysisIsTakenOfAList() throws IOException {
    String one =
        ANALYSIS.replace(
            "\"status\":{",
            """
            "status":{"notified":[{"name":"oncall","outcome":"Pending","message":"why"},{"name":"shop","outcome":"Sent"}],\
            """
                .strip());
    assertThat(one).isNotEqualTo(ANALYSIS);

    String taken = taken(ANALYSES, list(one));

    String item = new ObjectMapper().readTree(taken).get("items").get(0).toString();
    assertThat(Serialization.unmarshal(item, AnalysisView.class).untold())
        .containsExactly("oncall");
    assertThat(taken).doesNotContain("why");
  }

  @Test
  void whichWindowOpenedAnAnalysisIsTakenOfAList() throws IOException {
    String one = ANALYSIS.replace("\"policy\":\"p\"", "\"loadTestWindow\":\"soak\"");

    String taken = taken(ANALYSES, list(one));

    String item = new ObjectMapper().readTree(taken).get("items").get(0).toString();
    assertThat(Serialization.unmarshal(item, AnalysisView.class).loadTestWindow())
        .isEqualTo("soak");
  }

  @Test
  void ofOneAnalysisAllIsTakenButWhatIsWrittenAtIt() throws IOException {
    JsonNode taken = new ObjectMapper().readTree(taken(ANALYSES + "/a", ANALYSIS));

    JsonNode whole = new ObjectMapper().readTree(ANALYSIS);
    assertThat(taken.get("spec")).isEqualTo(whole.get("spec"));
    assertThat(taken.get("status")).isEqualTo(whole.get("status"));
    assertThat(taken.get("metadata").size()).isEqualTo(6);
  }

  @Test
  void anAnalysisThatWasCreatedIsTakenAsOneThatIsRead() throws IOException {
    assertThat(taken("POST", ANALYSES, ANALYSIS))
        .isEqualTo(taken("GET", ANALYSES + "/a", ANALYSIS));
  }

  /** The client looks into it for what became of the deletion. */
  @Test
  void whatComesOfADeletionIsTakenWhole() throws IOException {
    String status =
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Success\",\"details\":{\"name\":\"a\",\"uid\":\"u\"}}";
    assertThat(taken("DELETE", ANALYSES + "/a", status)).isEqualTo(status);
    assertThat(taken("DELETE", PODS + "/a", status)).isEqualTo(status);
  }

  /** What the API server has is no object. */
  @Test
  void whatKindsThereAreIsTakenWhole() throws IOException {
    String kinds = "{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":\"dumpanalyses\"}]}";
    assertThat(taken("/apis/stuckpod.dev/v1alpha1", kinds)).isEqualTo(kinds);
  }

  /** A namespace's labels say what may be done in it; a Secret is written again as it was read. */
  @Test
  void ofOtherKindsAllIsTakenButManagedFields() throws IOException {
    String namespace =
        """
        {"kind":"Namespace","metadata":{"name":"shop","labels":{%s},"annotations":{"a":"b"}%s},"spec":{"finalizers":["k"]},
         "numbers":[1,2.5,null,true,{"metadata":{"managedFields":[]}}]}
        """;
    String labels =
        String.join(
            ",", IntStream.range(0, 500).mapToObj(i -> "\"l%d\":\"%d\"".formatted(i, i)).toList());

    assertThat(
            taken(
                "/api/v1/namespaces/pods",
                namespace.formatted(labels, ",\"managedFields\":[{\"manager\":\"k\",\"f\":{}}]")))
        .isEqualTo(namespace.formatted(labels, "").replaceAll("\\n *", ""));
  }

  @Test
  void aListTellsWhereItGoesOn() throws IOException {
    assertThat(
            taken(
                PODS,
                "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"c\",\"resourceVersion\":\"9\"},\"items\":[]}"))
        .isEqualTo(
            "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"continue\":\"c\",\"resourceVersion\":\"9\"},\"items\":[]}");
  }

  /** Two hundred megabytes that are skipped as they come: what is taken is a few kilobytes. */
  @Test
  void whatIsSkippedIsNeverInMemory() throws IOException {
    String note = "\"note\":\"" + "x".repeat(1 << 20) + "\"";
    byte[] pod =
        "{\"metadata\":{\"name\":\"a\",\"annotations\":{%s},\"managedFields\":[{%s}]},\"spec\":{\"volumes\":[{%s}]}}"
            .formatted(note, note, note)
            .getBytes(StandardCharsets.UTF_8);
    var parts = new ArrayList<InputStream>();
    for (int i = 0; i < 70; i++) {
      parts.add(text(i == 0 ? "{\"items\":[" : ","));
      parts.add(new ByteArrayInputStream(pod));
    }
    parts.add(text("]}"));
    var list = new SequenceInputStream(Collections.enumeration(parts));

    try (var shaped = new ShapedJson(list, Shapes.of("GET", PODS))) {
      assertThat(shaped.readAllBytes()).hasSizeLessThan(70 * 80);
    }
  }

  @Test
  void whatIsKeptIsBounded() throws IOException {
    String many =
        String.join(
            ",",
            IntStream.range(0, 5_000).mapToObj(i -> "\"l%d\":\"%d\"".formatted(i, i)).toList());
    String containers =
        String.join(
            ",",
            IntStream.range(0, 5_000).mapToObj(i -> "{\"name\":\"c%d\"}".formatted(i)).toList());
    String pod =
        """
        {"metadata":{"name":"a","labels":{%s},"annotations":{"kubectl.kubernetes.io/default-container":"%s"}},
         "spec":{"containers":[%s]}}
        """
            .formatted(many, LARGE, containers);

    JsonNode taken = new ObjectMapper().readTree(taken(PODS + "/a", pod));

    assertThat(taken.get("metadata").get("labels").size()).isEqualTo(PodView.MOST_LABELS);
    assertThat(taken.get("spec").get("containers").size()).isEqualTo(PodView.MOST_CONTAINERS);
    assertThat(taken.toString()).hasSizeLessThan(5_000);
  }

  /** Half a character would be refused, and all pods with it. */
  @Test
  void whatIsCutIsCutBetweenCharacters() throws IOException {
    String pod =
        "{\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/default-container\":\"%s\"}}}"
            .formatted("\uD83D\uDE00".repeat(500));

    JsonNode taken = new ObjectMapper().readTree(taken(PODS + "/a", pod));

    assertThat(taken.findValue("kubectl.kubernetes.io/default-container").asText())
        .isEqualTo("\uD83D\uDE00".repeat(126));
  }

  @Test
  void ofATestRunItsStageIsTaken() throws IOException {
    String run =
        """
        {"apiVersion":"k6.io/v1alpha1","kind":"TestRun","metadata":{"name":"soak","annotations":{"a":"%s"}},
         "spec":{"script":{"inline":"%s"}},"status":{"stage":"started","conditions":[{"message":"%s"}]}}
        """
            .formatted(LARGE, LARGE, LARGE);
    JsonNode taken =
        new ObjectMapper()
            .readTree(taken("/apis/k6.io/v1alpha1/namespaces/shop/testruns/soak", run));
    assertThat(taken.at("/status/stage").asText()).isEqualTo("started");
    assertThat(taken.toString()).hasSizeLessThan(200);
  }

  /** What has happened to one, event by event, is read to its end as an answer. */
  @Test
  void ofWhatHasHappenedToATestRunItsStagesAreTaken() throws IOException {
    String event =
        """
        {"type":"%s","object":{"apiVersion":"k6.io/v1alpha1","kind":"TestRun","metadata":{"name":"soak"},
         "spec":{"script":{"inline":"%s"}},"status":{"stage":"finished","conditions":[{"message":"%s"}]}}}
        """;
    String taken =
        taken(
            "/apis/k6.io/v1alpha1/namespaces/shop/testruns",
            event.formatted("MODIFIED", LARGE, LARGE) + event.formatted("DELETED", LARGE, LARGE));
    assertThat(taken).hasSizeLessThan(400);
    assertThat(new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(taken).readAll())
        .extracting(
            one -> one.path("type").asText(), one -> one.at("/object/status/stage").asText())
        .containsExactly(tuple("MODIFIED", "finished"), tuple("DELETED", "finished"));
  }

  @Test
  void ofAWindowThatIsReadIsTakenWhetherItsLoadRuns() throws IOException {
    String path = "/apis/stuckpod.dev/v1alpha1/namespaces/shop/loadtestwindows";
    String window =
        """
        {"apiVersion":"stuckpod.dev/v1alpha1","kind":"LoadTestWindow","metadata":{"name":"soak","uid":"u",
          "annotations":{"large":"%s","stuckpod.dev/load-runs":"%s"}},
         "spec":{"ended":true},"status":{"load":"Running"}}
        """
            .formatted(LARGE, LARGE);

    for (String one : List.of(path + "/soak", path + "/soak/status")) {
      JsonNode taken = new ObjectMapper().readTree(taken(one, window));
      assertThat(taken.at("/metadata/annotations").size()).isEqualTo(1);
      assertThat(taken.at("/metadata/annotations/stuckpod.dev~1load-runs").asText())
          .isEqualTo("x".repeat(63));
      assertThat(taken.at("/spec/ended").asBoolean()).isTrue();
      assertThat(taken.at("/status/load").asText()).isEqualTo("Running");
    }
    assertThat(taken(path, list(window))).doesNotContain("annotations");
  }

  /** A list that breaks off would be one of fewer pods. */
  @Test
  void anAnswerThatBreaksOffIsNone() {
    assertThatThrownBy(() -> taken(PODS, list(POD).replaceFirst("]}\\s*$", "")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void answersThatAreNoJsonAndErrorsAndWatchesComeAsTheyAre() throws IOException {
    try (var server = new MockWebServer()) {
      server.start();
      var http = new OkHttpClient.Builder().addInterceptor(new NeededOfAnswers()).build();
      server.enqueue(answer(200, "text/plain", "{\"a\": 1}"));
      server.enqueue(answer(403, "application/json", "{\"a\": 2}"));
      server.enqueue(answer(200, "application/json", "{\"a\": 3}"));
      server.enqueue(
          answer(200, "application/json", "{\"a\": 4, \"metadata\": {\"name\": \"n\"}}"));

      assertThat(get(http, server, PODS + "/a/log")).isEqualTo("{\"a\": 1}");
      assertThat(get(http, server, PODS)).isEqualTo("{\"a\": 2}");
      assertThat(get(http, server, PODS + "?watch=true")).isEqualTo("{\"a\": 3}");
      assertThat(get(http, server, PODS)).isEqualTo("{\"metadata\":{\"name\":\"n\"}}");
    }
  }

  private static MockResponse answer(int code, String type, String body) {
    return new MockResponse.Builder().code(code).setHeader("Content-Type", type).body(body).build();
  }

  private static String get(OkHttpClient http, MockWebServer server, String path)
      throws IOException {
    try (var response =
        http.newCall(new Request.Builder().url(server.url(path)).build()).execute()) {
      return response.body().string();
    }
  }

  private static String list(String... items) {
    return "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"9\"},\"items\":["
        + String.join(",", items)
        + "]}";
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String taken(String path, String json) throws IOException {
    return taken("GET", path, json);
  }

  private static String taken(String method, String path, String json) throws IOException {
    try (var shaped = new ShapedJson(text(json), Shapes.of(method, path))) {
      return new String(shaped.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
