package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.operator.inject.facts.Marks;
import dev.stuckpod.operator.inject.review.Review;
import dev.stuckpod.operator.inject.review.ReviewReader;
import dev.stuckpod.operator.inject.review.ReviewRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reviews, changed by a fuzzer that looks for new paths through the code. In a normal build only
 * the seeds run; {@code operator/fuzz} looks for more.
 */
class ReviewFuzzTest {

  private static final Admission ADMISSION =
      new Admission(
          new QuietSurroundings(Map.of(Marks.INJECT, "true")),
          Pods::rootApps,
          new Refusals(Clock.systemUTC()),
          (_, _) -> {});

  @ParameterizedTest
  @MethodSource("reviews")
  void anyReviewIsAnsweredOrRefused(byte[] input) throws IOException {
    fuzzerTestOneInput(input);
  }

  /** What Jazzer calls, as it names it. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Review review;
    try {
      review = ReviewReader.read(new ByteArrayInputStream(input));
    } catch (ReviewRefused refused) {
      assertThat(refused.why()).isNotNull();
      return;
    }
    assertThat(review.namespace()).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    JsonNode response = ADMISSION.answer(review).get("response");
    assertThat(response.get("allowed").asBoolean()).isTrue();
    JsonNode patch = response.path("patch");
    if (!patch.isMissingNode()) {
      assertThat(patch.asText().length()).isLessThan(100_000);
      assertThat(Json.PLAIN.readTree(Base64.getDecoder().decode(patch.asText())).isArray())
          .isTrue();
    }
  }

  static Stream<byte[]> reviews() {
    return Stream.of(
            "{containers: [{name: a, image: a, ports: [{containerPort: 7443}]}]}",
            "{securityContext: {runAsUser: 0}, containers: [{name: a, image: a, securityContext:"
                + " {capabilities: {drop: [ALL]}}}]}",
            "{shareProcessNamespace: true, initContainers: [{name: i, restartPolicy: Always}],"
                + " containers: [{name: a, resources: {requests: {cpu: 1, memory: 1Gi}, limits:"
                + " {cpu: 1, memory: 1Gi}}}, {name: b}]}",
            "{resources: {limits: {cpu: 1, memory: 1Gi}}, overhead: {cpu: 1m}, volumes: [{name:"
                + " stuckpod-spool}], containers: [{name: a}]}",
            "{hostNetwork: true, os: {name: linux}, affinity: {podAffinity:"
                + " {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm:"
                + " {topologyKey: a, namespaces: [b]}}]}}, containers: [{name: a}]}")
        .map(spec -> Reviews.of("shop", spec))
        .flatMap(review -> Stream.of(review, annotated(review)))
        .map(review -> review.getBytes(StandardCharsets.UTF_8));
  }

  private static String annotated(String review) {
    return review.replace(
        "\"metadata\":{",
        "\"metadata\":{\"labels\":{\"stuckpod.dev/inject\":\"true\"},"
            + "\"annotations\":{\"stuckpod.dev/run-as\":\"1:2\",\"stuckpod.dev/port\":\"8000\"},"
            + "\"ownerReferences\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\",\"name\":\"a\","
            + "\"uid\":\"u\",\"controller\":true}],");
  }
}
