package dev.stuckpod.cli;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.cli.cluster.ExplainedPod;
import dev.stuckpod.cli.cluster.Person;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.status.Sightings;
import dev.stuckpod.status.Sightings.Seen;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of a cluster's analyses, as a real API server prints them. */
@WithApiServer
class ListAndShowIT {

  private static final String NAMESPACE = "list-and-show";

  private final KubernetesClient client;

  private final Person person;

  ListAndShowIT(KubernetesClient client, ApiServer server, @TempDir Path folder)
      throws IOException {
    this.client = client;
    this.person = Person.of(server, NAMESPACE, folder);
  }

  @BeforeEach
  void openNamespace() {
    Namespaces.apply(client, NAMESPACE);
  }

  @AfterEach
  void clear() {
    person.close();
    client.resources(DumpAnalysis.class).inNamespace(NAMESPACE).delete();
  }

  @Test
  void listsAllOfANamespaceWithTheColumnsOfKubectl() {
    ExplainedPod.create(client, NAMESPACE, "hub-1", "hub-7d9", Map.of("team", "chat"));
    ExplainedPod.create(client, NAMESPACE, "till-1", "till-5c", Map.of("team", "shop"));

    assertThat(person.types("list")).isZero();

    List<String> lines = person.sees().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst())
        .matches("NAME +POD +VERDICT +CAUSE +METHOD +CAPTURED +ANALYZED +AGE");
    assertThat(lines).anySatisfy(line -> assertThat(line).matches("hub-1 +hub-7d9 +Deadlock .*"));
    assertThat(lines).anySatisfy(line -> assertThat(line).contains("readers wait behind a writer"));
  }

  @Test
  void listsThoseWithALabelByName() {
    ExplainedPod.create(client, NAMESPACE, "hub-1", "hub-7d9", Map.of("team", "chat"));
    ExplainedPod.create(client, NAMESPACE, "till-1", "till-5c", Map.of("team", "shop"));

    assertThat(person.types("list", "-l", "team=shop", "-o", "name")).isZero();

    assertThat(person.sees()).isEqualToIgnoringNewLines("dumpanalysis/till-1");
  }

  @Test
  void wideHasAllColumnsAndAllNamespacesTheNamespace() {
    ExplainedPod.create(client, NAMESPACE, "hub-1", "hub-7d9", Map.of());

    assertThat(person.types("list", "-A", "-o", "wide")).isZero();

    assertThat(person.sees()).contains("NAMESPACE", "CONFIDENCE", "ROUTINES", NAMESPACE, "Strong");
  }

  @Test
  void programsGetTheObjectsAsAListAndKubectlTheSameAsYaml() {
    ExplainedPod.create(client, NAMESPACE, "hub-1", "hub-7d9", Map.of("team", "chat"));
    ExplainedPod.create(client, NAMESPACE, "till-1", "till-5c", Map.of("team", "shop"));

    assertThat(person.types("list", "-o", "json")).isZero();

    JsonNode list = Serialization.unmarshal(person.sees(), JsonNode.class);
    assertThat(list.path("kind").asText()).isEqualTo("List");
    assertThat(list.path("items").findValuesAsText("podName"))
        .containsExactlyInAnyOrder("hub-7d9", "till-5c");
    assertThat(person.sees()).doesNotContain("managedFields");

    assertThat(person.types("list", "-o", "yaml", "-l", "team=shop")).isZero();
    String yaml = person.sees().substring(person.sees().indexOf("apiVersion: v1"));
    JsonNode same = Serialization.unmarshal(yaml, JsonNode.class);
    assertThat(same.path("items").findValuesAsText("podName")).containsExactly("till-5c");
    assertThat(same.at("/items/0/status/verdict").asText()).isEqualTo("Deadlock");
  }

  @Test
  void anEmptyListIsOneForPrograms() {
    assertThat(person.types("list", "-o", "json")).isZero();
    assertThat(Serialization.unmarshal(person.sees(), JsonNode.class).path("items").isArray())
        .isTrue();

    assertThat(person.types("list", "-o", "yaml")).isZero();
    assertThat(person.sees()).contains("items: []");
  }

  @Test
  void anAnalysisMayBeNamedWithItsKind() {
    ExplainedPod.create(client, NAMESPACE, "hub-1", "hub-7d9", Map.of());

    assertThat(person.types("show", "dumpanalysis/hub-1", "-o", "name")).isZero();

    assertThat(person.sees()).isEqualToIgnoringNewLines("dumpanalysis/hub-1");
  }

  @Test
  void saysWhereThereIsNone() {
    assertThat(person.types("list")).isZero();

    assertThat(person.sees()).isEmpty();
    assertThat(person.isTold()).contains("There is no DumpAnalysis in namespace " + NAMESPACE);
  }

  @Test
  void aSelectorThatIsNoneIsRefusedInTheWordsOfTheServer() {
    assertThat(person.types("list", "-l", "a=b=c")).isNotZero();

    assertThat(person.isTold()).contains("found '=', expected");
  }

  @Test
  void showsWhatAnalyzeWouldSay() {
    ExplainedPod.create(client, NAMESPACE, "hub-1", "hub-7d9", Map.of());

    assertThat(person.types("show", "hub-1")).isZero();

    assertThat(person.sees())
        .startsWith("hub-1: pod hub-7d9, on demand at ")
        .contains("Deadlock (Strong): readers wait behind a writer");
  }

  @Test
  void saysHowOftenTheSameWasSeenAndWhichOneTellsIt() {
    ExplainedPod.create(client, NAMESPACE, "hub-1", "hub-7d9", Map.of());
    ExplainedPod.create(client, NAMESPACE, "hub-2", "hub-8e0", Map.of());
    note("hub-1", status -> Sightings.add(status, seen("hub-1", "hub-7d9", "shop/hub:2.3", 0)));
    note("hub-1", status -> Sightings.add(status, seen("hub-2", "hub-8e0", "shop/hub:2.4", 90)));
    note("hub-2", status -> DumpAnalysisStatusBuilder.builder(status).sameAs("hub-1").build());

    assertThat(person.types("show", "hub-1")).isZero();
    assertThat(person.sees())
        .contains("Seen 2 times in 2 pods since ")
        .contains("It came back in 2.4: before, it was seen last in 2.3");
    assertThat(person.types("show", "hub-2")).isZero();
    assertThat(person.sees()).contains("The same was seen before: DumpAnalysis hub-1 tells it");
    assertThat(person.types("list", "-o", "wide")).isZero();
    assertThat(person.sees()).containsPattern("OCCURRENCES +LAST-SEEN +SAME-AS");
    assertThat(person.sees().lines().filter(line -> line.startsWith("hub-1 ")).toList())
        .last(as(InstanceOfAssertFactories.STRING))
        .matches(".*Strong +10 +2 +\\w+.*");
    assertThat(person.sees().lines().filter(line -> line.startsWith("hub-2 ")).toList())
        .last(as(InstanceOfAssertFactories.STRING))
        .matches(".*Strong +10 +hub-1");
  }

  @Test
  void saysWhatAPodBesideItHasNot() {
    ExplainedPod.create(client, NAMESPACE, "hub-1", "hub-7d9", Map.of());
    var sibling =
        new DumpAnalysisStatus.Sibling(
            "hub-2", "ProcMem", 12L, List.of("16 chan send: main.f"), "Pod hub-2 has none there.");
    note("hub-1", status -> DumpAnalysisStatusBuilder.builder(status).sibling(sibling).build());

    assertThat(person.types("show", "hub-1")).isZero();

    assertThat(person.sees().lines())
        .containsSequence("Beside it: Pod hub-2 has none there.", "  16 chan send: main.f");
  }

  private static Seen seen(String analysis, String pod, String image, int minutes) {
    Instant at = Instant.parse("2026-01-15T12:00:00Z").plusSeconds(60L * minutes);
    return new Seen(analysis, pod, "hubs/frozen", image, at);
  }

  private void note(String name, UnaryOperator<DumpAnalysisStatus> how) {
    client
        .resources(DumpAnalysis.class)
        .inNamespace(NAMESPACE)
        .withName(name)
        .editStatus(
            analysis -> {
              analysis.setStatus(how.apply(analysis.getStatus()));
              return analysis;
            });
  }

  @Test
  void showsTheObjectToPrograms() {
    ExplainedPod.create(client, NAMESPACE, "hub-1", "hub-7d9", Map.of());

    assertThat(person.types("show", "hub-1", "-o", "json")).isZero();
    assertThat(person.types("show", "hub-1", "-o", "yaml")).isZero();

    assertThat(person.sees())
        .contains("\"podName\":\"hub-7d9\"", "podName: \"hub-7d9\"")
        .doesNotContain("managedFields");
  }

  @Test
  void saysThatThereIsNoSuchAnalysis() {
    assertThat(person.types("show", "nobody")).isNotZero();

    assertThat(person.isTold())
        .contains("There is no DumpAnalysis 'nobody' in namespace " + NAMESPACE);
  }
}
