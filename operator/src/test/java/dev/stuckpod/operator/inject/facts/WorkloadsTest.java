package dev.stuckpod.operator.inject.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadsTest {

  @ParameterizedTest
  @CsvSource({
    // wanted, made, to come: the rest, and a quarter for a rollout
    "1, 0, 1",
    "1, 1, 1",
    "1, , 1",
    ", , 1",
    "4, 0, 4",
    "4, 3, 1",
    "4, 4, 1",
    "10, 0, 12",
    "10, 9, 3",
    "0, 5, 1",
  })
  void countsTheRestAndARollout(@Nullable Integer wanted, @Nullable Integer made, long coming) {
    assertThat(Workloads.of(wanted, made).coming()).hasValue(coming);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pods \"a-1\" is forbidden: exceeded quota: q | true",
        "admission webhook \"images\" denied the request | true",
        "pods \"a-\" is forbidden: error looking up service account n/default: serviceaccount"
            + " \"default\" not found | false",
      })
  void whatIsRefusedBeforeAnyWebhookIsAskedWasNotRefusedForASidecar(String message, boolean told) {
    var set =
        new ReplicaSetBuilder()
            .withNewSpec()
            .withReplicas(1)
            .endSpec()
            .withNewStatus()
            .addNewCondition()
            .withType("ReplicaFailure")
            .withReason("FailedCreate")
            .withStatus("True")
            .withMessage(message)
            .endCondition()
            .endStatus()
            .build();

    assertThat(Workloads.of(set).refusal()).isEqualTo(Optional.of(message).filter(_ -> told));
  }
}
