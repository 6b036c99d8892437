package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator that has just begun asks a real API server for, with the chart's rights. */
class RehearsalIT {

  private static final String USER = "system:serviceaccount:stuckpod:stuckpod";
  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"injection.enabled=true", "watchNamespaces={shop}"})
  void reviewsAreTriedBeforeAnalysesAreListedAndWriteNothing(String where) throws Exception {
    try (var server = new ApiServer(Asked.audit(folder, USER));
        KubernetesClient client = server.client()) {
      Namespaces.create(client, "shop");
      try (var operator = new InstalledOperator(server, client, folder, where)) {
        operator.start();
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(operator.log()).contains("Started in namespace"));

        assertThat(operator.log())
            .containsSubsequence("The webhook is ready to answer", "Started in namespace");
        List<Asked> asked = Asked.of(folder);
        assertThat(asked).noneMatch(one -> one.code() == 403);
        int limits = first(asked, one -> one.resource().equals("resourcequotas"));
        int analyses = first(asked, one -> one.resource().equals("dumpanalyses"));
        assertThat(limits).as("%s", asked).isBetween(0, analyses);
        assertThat(asked.subList(0, analyses).stream().filter(one -> WRITES.contains(one.verb())))
            .as("the authorities, which every replica sees to")
            .allMatch(one -> one.resource().equals("secrets"));
      }
    }
  }

  private static int first(List<Asked> asked, Predicate<Asked> which) {
    return IntStream.range(0, asked.size())
        .filter(i -> which.test(asked.get(i)))
        .findFirst()
        .orElse(-1);
  }
}
