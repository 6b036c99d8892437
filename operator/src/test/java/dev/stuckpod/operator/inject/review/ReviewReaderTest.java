package dev.stuckpod.operator.inject.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.operator.inject.Reviews;
import dev.stuckpod.operator.inject.review.ReviewRefused.Why;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewReaderTest {

  private static final String SPEC =
      "{containers: [{name: cable, image: 'cable:1'}], hostNetwork: false}";

  @Test
  void keepsOfAPodWhatADecisionNeeds() throws Exception {
    String review =
        Reviews.of(
                "shop",
                """
                {hostPID: true, os: {name: linux}, nodeSelector: {a: b, kubernetes.io/os: linux},
                 activeDeadlineSeconds: 5, priorityClassName: high, overhead: {cpu: 250m},
                 resources: {limits: {memory: 1Gi}}, securityContext: {runAsUser: 5, runAsGroup: 6},
                 affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [
                   {topologyKey: x, namespaceSelector: {matchLabels: {a: b}}}]}},
                 volumes: [{name: data, emptyDir: {}}, {name: other}, {name: stuckpod-spool}],
                 initContainers: [{name: first, image: f, restartPolicy: Always}],
                 containers: [{name: cable, image: 'cable:1', args: [a, b],
                   env: [{name: SECRET, value: s}], ports: [{name: p, containerPort: 8080}],
                   resources: {requests: {cpu: 100m}, limits: {cpu: '1', nvidia.com/gpu: '1'}},
                   securityContext: {runAsUser: 1000, privileged: true,
                     capabilities: {add: [NET_ADMIN], drop: [ALL]}}}]}
                """)
            .replace(
                "\"metadata\":{",
                "\"metadata\":{\"managedFields\":[{\"manager\":\"m\"}],"
                    + "\"labels\":{\"app\":\"x\",\"b\":\"c\",\"stuckpod.dev/inject\":\"true\"},"
                    + "\"annotations\":{\"a\":\"b\",\"stuckpod.dev/run-as\":\"1:2\"},"
                    + "\"ownerReferences\":[{\"kind\":\"Job\",\"name\":\"j\",\"controller\":true}],");
    Review read = read(review);
    assertThat(read.namespace()).isEqualTo("shop");
    assertThat(read.uid()).isEqualTo("705ab4f5-6393-11e8-b7cc-42010a800002");
    assertThat(read.dryRun()).isFalse();
    Pod pod = read.pod();
    assertThat(pod.getMetadata().getManagedFields()).isEmpty();
    assertThat(pod.getMetadata().getLabels())
        .isEqualTo(Map.of("app", "x", "stuckpod.dev/inject", "true"));
    assertThat(pod.getMetadata().getAnnotations())
        .isEqualTo(Map.of("a", "b", "stuckpod.dev/run-as", "1:2"));
    assertThat(pod.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getController()).isTrue());
    var spec = pod.getSpec();
    assertThat(spec.getHostPID()).isTrue();
    assertThat(spec.getOs().getName()).isEqualTo("linux");
    assertThat(spec.getNodeSelector()).isEqualTo(Map.of("kubernetes.io/os", "linux"));
    assertThat(spec.getActiveDeadlineSeconds()).isEqualTo(5);
    assertThat(spec.getPriorityClassName()).isEqualTo("high");
    assertThat(spec.getOverhead()).isEqualTo(Map.of("cpu", new Quantity("250m")));
    assertThat(spec.getResources().getLimits()).isEqualTo(Map.of("memory", new Quantity("1Gi")));
    assertThat(spec.getSecurityContext().getRunAsGroup()).isEqualTo(6);
    assertThat(
            spec.getAffinity()
                .getPodAntiAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getFirst()
                .getNamespaceSelector())
        .isNotNull();
    assertThat(spec.getVolumes())
        .extracting(Volume::getName)
        .containsExactly("data", "stuckpod-spool");
    assertThat(spec.getInitContainers().getFirst().getRestartPolicy()).isEqualTo("Always");
    Container cable = spec.getContainers().getFirst();
    assertThat(cable.getImage()).isEqualTo("cable:1");
    assertThat(cable.getEnv()).isEmpty();
    assertThat(cable.getArgs()).isEmpty();
    assertThat(cable.getPorts().getFirst().getContainerPort()).isEqualTo(8080);
    assertThat(cable.getResources().getLimits()).containsKeys("cpu", "nvidia.com/gpu");
    assertThat(cable.getSecurityContext().getCapabilities().getAdd()).containsExactly("NET_ADMIN");
  }

  /** Whose name comes first, as from an API server; the place of each is what a patch names. */
  @Test
  void keepsArgumentsOfAMeshsInitContainerInTheirPlaces() throws Exception {
    String script = "x".repeat(300_000);
    String review =
        Reviews.of("shop", SPEC)
            .replace(
                "\"containers\":",
                """
                "initContainers": [
                  {"name": "first", "args": ["-d", "%1$s"]},
                  {"name": "istio-init", "args": ["%1$s", "-d", "15090,15021"]}],
                "containers":\
                """
                    .formatted(script));

    Pod pod = read(review).pod();

    assertThat(pod.getSpec().getInitContainers())
        .extracting(Container::getArgs)
        .containsExactly(List.of(), List.of("", "-d", "15090,15021"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/../../pods?x=",
        "shop/pods",
        "..",
        "",
        "Shop",
        "shop.other",
        "shop%2f",
        "kube-system\n",
        "a-label-of-more-than-sixty-three-characters-which-is-more-than-dns-has"
      })
  void refusesANamespaceThatCannotBeOne(String namespace) {
    refuses(Why.NotAReview, Reviews.of(namespace, SPEC));
  }

  @Test
  void refusesAPodOfAnotherNamespaceOrWithAnotherName() throws Exception {
    String review = Reviews.of("shop", SPEC);
    assertThat(read(review.replace("\"metadata\":{", "\"metadata\":{\"namespace\":\"shop\",")))
        .isNotNull();
    refuses(
        Why.NotAReview, review.replace("\"metadata\":{", "\"metadata\":{\"namespace\":\"bank\","));
    refuses(Why.NotAReview, review.replace("cable-x", "../x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "1",
        "{\"request\":1}",
        "{\"request\":{\"object\":[]}}",
        "{\"request\":{\"kind\":{\"kind\":\"Pod\"}",
        "\u0000\u0001",
      })
  void refusesWhatIsNoReview(String body) {
    refuses(Why.NotAReview, body);
  }

  /** A parser guesses the encoding; the API server writes UTF-8. */
  @Test
  void refusesWhatLooksLikeAnotherEncodingAndIsNone() {
    byte[] cut = {(byte) 0xEA, 0, 0, 0, 0, 0};
    assertThatThrownBy(() -> ReviewReader.read(new ByteArrayInputStream(cut)))
        .isInstanceOfSatisfying(
            ReviewRefused.class, refused -> assertThat(refused.why()).isEqualTo(Why.NotAReview));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"CREATE\"', '\"UPDATE\"'",
    "'\"kind\":\"Pod\"', '\"kind\":\"Secret\"'",
    "'\"uid\":\"705', '\"uid\":\"<705'",
    "admission.k8s.io/v1, admission.k8s.io/v1beta1",
    "'[{', '{\"a\":{'",
    "'[{', '[1,{'",
  })
  void refusesWhatTheWebhookIsNotAskedAbout(String right, String wrong) {
    assertThat(Reviews.of("shop", SPEC)).contains(right);
    refuses(Why.NotAReview, Reviews.of("shop", SPEC).replace(right, wrong));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1E-999999999", "......", "9x", "NaN"})
  void refusesAnAmountThatWouldBeWorkedOnForMinutes(String amount) {
    refuses(
        Why.NotAReview,
        Reviews.of("shop", "{containers: [{name: a, resources: {limits: {cpu: '7'}}}]}")
            .replace("\"7\"", '"' + amount + '"'));
  }

  @Test
  void refusesMoreBytesTokensOrDepthThanAPodHas() {
    String spec = Reviews.of("shop", SPEC);
    refuses(
        Why.TooLarge, spec.replace("\"dryRun\"", "\"x\":\"" + "x".repeat(5 << 20) + "\",\"y\""));
    refuses(
        Why.TooLarge, spec.replace("\"dryRun\"", "\"x\":[" + "1,".repeat(1_100_000) + "1],\"y\""));
    refuses(
        Why.TooLarge,
        spec.replace("\"dryRun\"", "\"x\":" + "[".repeat(100) + "]".repeat(100) + ",\"y\""));
    refuses(
        Why.TooLarge,
        spec.replace(
            "\"hostNetwork\"",
            "\"affinity\":{\"podAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":["
                + "{},".repeat(20_000)
                + "{}]}},\"hostNetwork\""));
    refuses(Why.TooLarge, spec.replace("cable:1", "c".repeat(300_000)));
  }

  @Test
  void ofThousandsOfContainersKeepsOneMoreThanAreLookedAt() throws Exception {
    String many = "{\"env\":[{},{}]},".repeat(10_000);
    assertThat(read(Reviews.of("shop", SPEC).replace("[{", "[" + many + "{")).pod().getSpec())
        .satisfies(spec -> assertThat(spec.getContainers()).hasSize(65));
  }

  @Test
  void skipsHoweverManyFieldsItDoesNotKnow() throws Exception {
    String names =
        IntStream.range(0, 250_000)
            .mapToObj("\"%x\":1"::formatted)
            .collect(Collectors.joining(","));
    assertThat(
            read(
                Reviews.of("shop", SPEC).replace("\"dryRun\"", "\"x\":{" + names + "},\"dryRun\"")))
        .isNotNull();
  }

  private static void refuses(Why why, String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ReviewRefused.class, refused -> assertThat(refused.why()).isEqualTo(why));
  }

  private static Review read(String body) throws IOException, ReviewRefused {
    return ReviewReader.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
