package dev.stuckpod.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a container may use, by what was asked for and by what the kubelet says is in force. */
class CpuLimitTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{limits: {cpu: 1500m}}          | -                      | 1500",
        "{limits: {cpu: '0.5'}}          | -                      | 500",
        "{limits: {cpu: 2}}              | -                      | 2000",
        "{limits: {cpu: 100u}}           | -                      | 1",
        "{limits: {cpu: 9E}}             | -                      | 2147483647",
        "{limits: {cpu: '0'}}            | -                      | 0",
        "{limits: {memory: 1Gi}}         | -                      | 0",
        "{requests: {cpu: 2}}            | -                      | 0",
        "{}                              | -                      | 0",
        "{limits: {cpu: 2}}              | {limits: {cpu: 2}}     | 2000",
        // resized in place, and the node has no room yet
        "{limits: {cpu: 2}}              | {limits: {cpu: 500m}}  | 500",
        "{limits: {cpu: 500m}}           | {limits: {cpu: 2}}     | 2000",
        "{limits: {cpu: 2}}              | {}                     | 0",
      })
  void isWhatIsInForce(String asked, String inForce, int millis) {
    String status = inForce == null ? "" : ", resources: " + inForce;
    Pod pod =
        Serialization.unmarshal(
            """
            metadata: {name: hub-0, namespace: shop, uid: u}
            spec:
              containers:
              - {name: proxy, image: p, resources: {limits: {cpu: 7}}}
              - {name: app, image: a, resources: %s}
            status:
              phase: Running
              containerStatuses:
              - {name: proxy, state: {running: {startedAt: "2026-01-01T00:00:00Z"}}}
              - {name: app, state: {running: {startedAt: "2026-01-01T00:00:00Z"}}%s}
            """
                .formatted(asked, status),
            Pod.class);

    assertThat(PodView.of(pod).facts("app")).get().returns(millis, ContainerFacts::cpuLimit);
  }
}
