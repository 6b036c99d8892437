package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.crds.apiserver.Repository;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart's alerts, as Prometheus' own tool understands them. */
class AlertsIT {

  private static final Path TESTS =
      Path.of("src/test/resources/dev/stuckpod/operator/alerts/tests.yaml");

  @TempDir private Path folder;

  private JsonNode rules = new ObjectMapper().createObjectNode();

  @BeforeEach
  void render() throws IOException {
    GenericKubernetesResource rule =
        Stream.of(rendered(true).split("(?m)^---$", -1))
            .filter(text -> text.contains("kind: PrometheusRule"))
            .map(text -> Serialization.unmarshal(text, GenericKubernetesResource.class))
            .findFirst()
            .orElseThrow();
    rules = new ObjectMapper().valueToTree(rule.get("spec"));
    Files.writeString(folder.resolve("rules.yaml"), rules.toString()); // YAML has all of JSON
    Files.copy(TESTS, folder.resolve("tests.yaml"));
  }

  @Test
  void areOffByDefault() {
    assertThat(rendered(false)).doesNotContain("PrometheusRule");
  }

  @Test
  void tellOfWhatTheyAreForAndOfNothingElse() throws Exception {
    assertThat(promtool("check", "rules", "rules.yaml")).contains("5 rules found");
    assertThat(promtool("test", "rules", "tests.yaml")).contains("SUCCESS");
  }

  @Test
  void eachHasItsRunbook() throws IOException {
    String runbooks = Files.readString(Repository.root().resolve("docs/alerts.md"));
    List<String> alerts =
        StreamSupport.stream(rules.path("groups").path(0).path("rules").spliterator(), false)
            .map(rule -> rule.path("alert").asText())
            .toList();

    assertThat(alerts)
        .hasSize(5)
        .allSatisfy(alert -> assertThat(runbooks).contains("\n## " + alert + "\n"));
    StreamSupport.stream(rules.path("groups").path(0).path("rules").spliterator(), false)
        .forEach(
            rule ->
                assertThat(rule.path("annotations").path("runbook_url").asText())
                    .endsWith("#" + rule.path("alert").asText().toLowerCase(Locale.ROOT)));
  }

  private static String rendered(boolean alerts) {
    return new HelmTemplate(Repository.root().resolve("charts/stuckpod"))
        .set("alerts.enabled", alerts)
        .set("alerts.runbooks", "https://docs.example.com/alerts.md")
        .call();
  }

  private String promtool(String... arguments) throws IOException, InterruptedException {
    String tool = Repository.tools("promtool").getFirst().toString();
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(tool), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
